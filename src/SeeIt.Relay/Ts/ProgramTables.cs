namespace SeeIt.Relay.Ts;

/// <summary>The PAT and the PMT of the first program, and the video that they name. Kept as sections, to be sent to each new viewer.</summary>
internal sealed class ProgramTables
{
    private const byte PatTableId = 0x00;
    private const byte PmtTableId = 0x02;
    private const int None = -1;

    private readonly SectionReader _patReader;
    private SectionReader _pmtReader;
    private byte[] _pat = [];
    private byte[] _pmt = [];
    private int _program;

    public ProgramTables()
    {
        _patReader = new SectionReader(OnPat);
        _pmtReader = new SectionReader(OnPmt);
    }

    public int PmtPid { get; private set; } = None;

    /// <summary>Whose packets carry the program clock.</summary>
    private int PcrPid => ((_pmt[8] & 0x1f) << 8) | _pmt[9];

    /// <summary>-1 while there is none.</summary>
    public int VideoPid { get; private set; } = None;

    public VideoCodec Codec { get; private set; }

    public bool IsComplete => _pmt.Length > 0;

    public void Feed(in TsPacket packet)
    {
        if (packet.Pid == 0)
        {
            _patReader.Feed(packet);
        }
        else if (packet.Pid == PmtPid)
        {
            _pmtReader.Feed(packet);
        }
    }

    /// <summary>PAT and PMT as packets, and one with the program clock unless that is <see cref="TsClock.None"/>. Allocates: once per viewer, not per packet.</summary>
    public byte[] ToPackets(long pcr)
    {
        if (!IsComplete)
        {
            return [];
        }

        byte[] tables = [.. TsSections.ToPackets(0, _pat), .. TsSections.ToPackets(PmtPid, _pmt)];
        if (pcr == TsClock.None)
        {
            return tables;
        }

        Array.Resize(ref tables, tables.Length + TsPacket.Size);
        TsClock.MakePcrPacket(tables.AsSpan(tables.Length - TsPacket.Size), PcrPid, pcr);
        return tables;
    }

    private void OnPat(ReadOnlySpan<byte> section)
    {
        if (section[0] != PatTableId || section.Length < 12 || !IsCurrent(section) || section.SequenceEqual(_pat))
        {
            return;
        }

        for (var entry = section[8..^4]; entry.Length >= 4; entry = entry[4..])
        {
            var program = (entry[0] << 8) | entry[1];
            var pid = ((entry[2] & 0x1f) << 8) | entry[3];
            if (program != 0)
            {
                _pat = section.ToArray();
                if (pid != PmtPid || program != _program)
                {
                    (PmtPid, _program) = (pid, program);
                    (VideoPid, Codec, _pmt) = (None, VideoCodec.Unknown, []);
                    _pmtReader = new SectionReader(OnPmt);
                }

                return;
            }
        }
    }

    private void OnPmt(ReadOnlySpan<byte> section)
    {
        if (section[0] != PmtTableId || section.Length < 16 || !IsCurrent(section)
            || ((section[3] << 8) | section[4]) != _program || section.SequenceEqual(_pmt))
        {
            return;
        }

        _pmt = section.ToArray();
        (VideoPid, Codec) = FindVideo(section);
    }

    private static (int Pid, VideoCodec Codec) FindVideo(ReadOnlySpan<byte> section)
    {
        var programInfo = ((section[10] & 0x0f) << 8) | section[11];
        if (12 + programInfo > section.Length - 4)
        {
            return (None, VideoCodec.Unknown);
        }

        var other = None;
        for (var stream = section[(12 + programInfo)..^4]; stream.Length >= 5;)
        {
            var pid = ((stream[1] & 0x1f) << 8) | stream[2];
            var codec = CodecOf(stream[0]);
            if (codec != VideoCodec.Unknown)
            {
                return (pid, codec);
            }

            if (other == None && IsOtherVideo(stream[0]))
            {
                other = pid;
            }

            var info = ((stream[3] & 0x0f) << 8) | stream[4];
            stream = stream[Math.Min(5 + info, stream.Length)..];
        }

        return (other, VideoCodec.Unknown);
    }

    // ISO/IEC 13818-1, table 2-34.
    private static VideoCodec CodecOf(byte streamType) => streamType switch
    {
        0x01 or 0x02 => VideoCodec.Mpeg2,
        0x1b => VideoCodec.H264,
        0x24 => VideoCodec.Hevc,
        _ => VideoCodec.Unknown,
    };

    // MPEG-4 part 2, VVC, AVS, AVS2, VC-1.
    private static bool IsOtherVideo(byte streamType) => streamType is 0x10 or 0x33 or 0x42 or 0xd2 or 0xea;

    private static bool IsCurrent(ReadOnlySpan<byte> section) => (section[5] & 1) != 0;
}
