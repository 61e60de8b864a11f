namespace SeeIt.Relay.Ts;

/// <summary>Tells a key frame by the picture itself, from the bytes at the beginning of its PES packet. Pure.</summary>
internal static class PictureScan
{
    private static ReadOnlySpan<byte> StartCode => [0, 0, 1];

    public static PictureKind Classify(VideoCodec codec, ReadOnlySpan<byte> pes)
    {
        // ISO/IEC 13818-1, section 2.4.3.6: six bytes, two of flags, one for the length of the rest of the header.
        if (pes.Length < 9)
        {
            return PictureKind.Undecided;
        }

        if (!pes.StartsWith(StartCode))
        {
            return PictureKind.NotKey;
        }

        var start = 9 + pes[8];
        if (start >= pes.Length)
        {
            return PictureKind.Undecided;
        }

        var elementary = pes[start..];
        return codec switch
        {
            VideoCodec.Mpeg2 => Mpeg2(elementary),
            VideoCodec.H264 => H264(elementary),
            VideoCodec.Hevc => Hevc(elementary),
            _ => PictureKind.NotKey,
        };
    }

    // ISO/IEC 13818-2, section 6.2.3: an I picture after a sequence header.
    private static PictureKind Mpeg2(ReadOnlySpan<byte> bytes)
    {
        var sequence = false;
        while (TryNext(ref bytes, 3))
        {
            if (bytes[0] == 0xb3)
            {
                sequence = true;
            }
            else if (bytes[0] == 0x00)
            {
                return sequence && ((bytes[2] >> 3) & 7) == 1 ? PictureKind.Key : PictureKind.NotKey;
            }
        }

        return PictureKind.Undecided;
    }

    // ITU-T H.264, section 7.4.1: an IDR picture; or an I slice with parameter sets or a recovery point, as open groups of pictures have it.
    private static PictureKind H264(ReadOnlySpan<byte> bytes)
    {
        const int SliceHeaderRoom = 10;
        var entry = false;
        while (TryNext(ref bytes, SliceHeaderRoom))
        {
            switch (bytes[0] & 0x1f)
            {
                case 5:
                    return PictureKind.Key;
                case 1 or 2:
                    return entry && IsIntraSlice(bytes[1..SliceHeaderRoom]) ? PictureKind.Key : PictureKind.NotKey;
                case 6:
                    entry |= bytes[1] == 6;
                    break;
                case 7:
                    entry = true;
                    break;
            }
        }

        return PictureKind.Undecided;
    }

    // ITU-T H.265, table 7-1: 16 to 23 are intra random-access pictures, those below are slices of others.
    private static PictureKind Hevc(ReadOnlySpan<byte> bytes)
    {
        while (TryNext(ref bytes, 2))
        {
            var type = (bytes[0] >> 1) & 0x3f;
            if (type < 32)
            {
                return type is >= 16 and <= 23 ? PictureKind.Key : PictureKind.NotKey;
            }
        }

        return PictureKind.Undecided;
    }

    /// <summary>Moves to just behind the next start code that has <paramref name="room"/> bytes behind it.</summary>
    private static bool TryNext(ref ReadOnlySpan<byte> bytes, int room)
    {
        var at = bytes.IndexOf(StartCode);
        if (at < 0 || at + 3 + room > bytes.Length)
        {
            return false;
        }

        bytes = bytes[(at + 3)..];
        return true;
    }

    // Section 7.3.3: first_mb_in_slice and slice_type, both ue(v); types 2 and 7 are I, 4 and 9 are SI.
    private static bool IsIntraSlice(ReadOnlySpan<byte> header)
    {
        var bit = 0;
        return TryReadUe(header, ref bit, out _) && TryReadUe(header, ref bit, out var type) && type % 5 is 2 or 4;
    }

    private static bool TryReadUe(ReadOnlySpan<byte> bytes, ref int bit, out int value)
    {
        var zeros = 0;
        while (bit < bytes.Length * 8 && Bit(bytes, bit) == 0)
        {
            zeros++;
            bit++;
        }

        value = 0;
        if (zeros > 24 || bit + zeros + 1 > bytes.Length * 8)
        {
            return false;
        }

        for (var count = 0; count <= zeros; count++, bit++)
        {
            value = (value << 1) | Bit(bytes, bit);
        }

        value--;
        return true;
    }

    private static int Bit(ReadOnlySpan<byte> bytes, int bit) => (bytes[bit >> 3] >> (7 - (bit & 7))) & 1;
}
