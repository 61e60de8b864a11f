namespace SeeIt.Relay.Ts;

/// <summary>
/// Follows one program through a stream of packets and tells where its key frames begin. Looks only at the first
/// packets of each picture. Not thread-safe; allocates only when the program changes.
/// </summary>
/// <param name="program">Its service id; null for the first.</param>
internal sealed class KeyFrameFinder(int? program = null)
{
    // Parameter sets and SEI come before the first slice; 4 KiB of them has not been seen.
    private readonly byte[] _head = new byte[4096];
    private readonly List<int> _scrambledSounds = [];
    private int _headLength;
    private long _unitAt;
    private bool _isOpen;
    private bool _randomAccess;
    private int _videoPid = -1;

    public ProgramTables Tables { get; } = new(program);

    /// <summary>A packet of the video is scrambled, and none since was clear; where there is no video, that is so of every sound.</summary>
    public bool IsScrambled { get; private set; }

    /// <summary>Takes the next packet.</summary>
    /// <param name="packet">One packet.</param>
    /// <param name="position">Where it begins in the stream.</param>
    /// <returns>Where the key frame begins that this packet made certain; -1 when it did not.</returns>
    public long Feed(in TsPacket packet, long position)
    {
        if (packet.IsDamaged)
        {
            return -1;
        }

        Tables.Feed(packet);
        if (Tables.VideoPid != _videoPid)
        {
            (_videoPid, _isOpen, _randomAccess) = (Tables.VideoPid, false, false);
            _scrambledSounds.Clear();
        }

        if (_videoPid < 0)
        {
            FeedSound(packet);
        }

        return packet.Pid == _videoPid ? FeedVideo(packet, position) : -1;
    }

    private void FeedSound(in TsPacket packet)
    {
        if (packet.Payload.IsEmpty || !Tables.AudioPids.Contains(packet.Pid))
        {
            return;
        }

        if (!packet.IsScrambled)
        {
            _scrambledSounds.Remove(packet.Pid);
        }
        else if (!_scrambledSounds.Contains(packet.Pid))
        {
            _scrambledSounds.Add(packet.Pid);
        }

        IsScrambled = _scrambledSounds.Count >= Tables.AudioPids.Count;
    }

    private long FeedVideo(in TsPacket packet, long position)
    {
        var payload = packet.Payload;
        _randomAccess |= packet.IsRandomAccess;
        if (packet.StartsUnit)
        {
            (_unitAt, _headLength, _isOpen) = (position, 0, true);
            if (_randomAccess)
            {
                (_randomAccess, _isOpen) = (false, false);
                return _unitAt;
            }
        }

        if (!payload.IsEmpty)
        {
            IsScrambled = packet.IsScrambled;
        }

        if (!_isOpen || packet.IsScrambled)
        {
            return -1;
        }

        var take = Math.Min(payload.Length, _head.Length - _headLength);
        payload[..take].CopyTo(_head.AsSpan(_headLength));
        _headLength += take;
        var kind = PictureScan.Classify(Tables.Codec, _head.AsSpan(0, _headLength));
        _isOpen = kind == PictureKind.Undecided && _headLength < _head.Length;
        return kind == PictureKind.Key ? _unitAt : -1;
    }
}
