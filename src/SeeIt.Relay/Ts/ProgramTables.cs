namespace SeeIt.Relay.Ts;

/// <summary>The PAT and the PMT of one program, and the video that they name. Kept as sections, to be sent to each new viewer.</summary>
internal sealed class ProgramTables
{
    private const byte PatTableId = 0x00;
    private const byte PmtTableId = 0x02;
    private const byte PrivateData = 0x06;
    private const int None = -1;

    private readonly int? _wanted;
    private readonly SectionReader _patReader;
    private SectionReader _pmtReader;
    private byte[] _pat = [];
    private byte[] _pmt = [];
    private readonly List<int> _pids = [];
    private readonly List<int> _audioPids = [];
    private int _program;

    /// <param name="wanted">The program's service id; null for the first.</param>
    public ProgramTables(int? wanted)
    {
        _wanted = wanted;
        _patReader = new SectionReader(OnPat);
        _pmtReader = new SectionReader(OnPmt);
    }

    public int PmtPid { get; private set; } = None;

    /// <summary>Whose packets carry the program's clock; -1 while it is not known. Other programs of the stream have clocks of their own.</summary>
    public int PcrPid => IsComplete ? ((_pmt[8] & 0x1f) << 8) | _pmt[9] : None;

    /// <summary>-1 while there is none.</summary>
    public int VideoPid { get; private set; } = None;

    public VideoCodec Codec { get; private set; }

    /// <summary>The name of the video's codec where LibVLC has no decoder for it; else null.</summary>
    public string? Undecodable { get; private set; }

    public bool HasAudio => _audioPids.Count > 0;

    public IReadOnlyList<int> AudioPids => _audioPids;

    /// <summary>The program's clock, or one of its streams, has this PID.</summary>
    public bool Has(int pid) => pid == PcrPid || _pids.Contains(pid);

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
            if (program != 0 && program == (_wanted ?? program))
            {
                _pat = section.ToArray();
                if (pid != PmtPid || program != _program)
                {
                    (PmtPid, _program) = (pid, program);
                    (VideoPid, Codec, Undecodable, _pmt) = (None, VideoCodec.Unknown, null, []);
                    _pids.Clear();
                    _audioPids.Clear();
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
        ReadStreams(section);
    }

    /// <summary>The first video of a codec known here, else the first of another; and the sounds.</summary>
    private void ReadStreams(ReadOnlySpan<byte> section)
    {
        (VideoPid, Codec, Undecodable) = (None, VideoCodec.Unknown, null);
        _pids.Clear();
        _audioPids.Clear();
        var programInfo = ((section[10] & 0x0f) << 8) | section[11];
        var streams = section[Math.Min(12 + programInfo, section.Length - 4)..^4];
        while (streams.Length >= 5)
        {
            var (type, pid) = (streams[0], ((streams[1] & 0x1f) << 8) | streams[2]);
            var end = Math.Min(5 + (((streams[3] & 0x0f) << 8) | streams[4]), streams.Length);
            var codec = CodecOf(type);
            if (Codec == VideoCodec.Unknown && (codec != VideoCodec.Unknown || (VideoPid == None && IsOtherVideo(type))))
            {
                (VideoPid, Codec, Undecodable) = (pid, codec, UndecodableOf(type));
            }

            _pids.Add(pid);
            if (!_audioPids.Contains(pid) && (IsAudio(type) || (type == PrivateData && HasAudioDescriptor(streams[5..end]))))
            {
                _audioPids.Add(pid);
            }

            streams = streams[end..];
        }
    }

    // ISO/IEC 13818-1, table 2-34.
    private static VideoCodec CodecOf(byte streamType) => streamType switch
    {
        0x01 or 0x02 => VideoCodec.Mpeg2,
        0x1b => VideoCodec.H264,
        0x24 => VideoCodec.Hevc,
        _ => VideoCodec.Unknown,
    };

    // MPEG-4 part 2, AVS, Dirac, VC-1.
    private static bool IsOtherVideo(byte streamType) => streamType is 0x10 or 0x42 or 0xd1 or 0xea || UndecodableOf(streamType) is not null;

    // LibVLC 3 makes no track of these.
    private static string? UndecodableOf(byte streamType) => streamType switch
    {
        0x33 => "VVC (H.266)",
        0x35 => "EVC",
        0xd2 => "AVS2",
        0xd4 => "AVS3",
        _ => null,
    };

    // MPEG audio, AAC, and those of ATSC A/53: AC-3, E-AC-3.
    private static bool IsAudio(byte streamType) => streamType is 0x03 or 0x04 or 0x0f or 0x11 or 0x81 or 0x87;

    // EN 300 468, section 6.2 and annexes D, G, H: AC-3, E-AC-3, DTS, AAC.
    private static bool HasAudioDescriptor(ReadOnlySpan<byte> descriptors)
    {
        for (; descriptors.Length >= 2; descriptors = descriptors[Math.Min(2 + descriptors[1], descriptors.Length)..])
        {
            if (descriptors[0] is 0x6a or 0x7a or 0x7b or 0x7c)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCurrent(ReadOnlySpan<byte> section) => (section[5] & 1) != 0;
}
