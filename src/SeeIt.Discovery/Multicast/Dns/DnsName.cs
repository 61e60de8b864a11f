using System.Text;

namespace SeeIt.Discovery.Multicast.Dns;

/// <summary>A domain name in wire form without compression (RFC 1035, section 3.1). Equal without regard to ASCII case.</summary>
internal sealed class DnsName : IEquatable<DnsName>
{
    public const int MaxLength = 255;
    private readonly byte[] _wire;

    /// <param name="wire">Labels with their lengths, and the final zero. Not copied.</param>
    public DnsName(byte[] wire) => _wire = wire;

    public ReadOnlySpan<byte> Wire => _wire;

    /// <param name="labels">1 to 63 bytes of UTF-8 each.</param>
    public static DnsName Of(params ReadOnlySpan<string> labels)
    {
        var wire = new List<byte>();
        foreach (var label in labels)
        {
            var bytes = Encoding.UTF8.GetBytes(label);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, 63, nameof(labels));
            ArgumentOutOfRangeException.ThrowIfZero(bytes.Length, nameof(labels));
            wire.Add((byte)bytes.Length);
            wire.AddRange(bytes);
        }

        wire.Add(0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wire.Count, MaxLength, nameof(labels));
        return new DnsName([.. wire]);
    }

    public bool Equals(DnsName? other)
    {
        if (other is null || _wire.Length != other._wire.Length)
        {
            return false;
        }

        for (var index = 0; index < _wire.Length; index++)
        {
            if (Lower(_wire[index]) != Lower(other._wire[index]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as DnsName);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _wire)
        {
            hash.Add(Lower(value));
        }

        return hash.ToHashCode();
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var at = 0; _wire[at] != 0; at += 1 + _wire[at])
        {
            text.Append(Encoding.UTF8.GetString(_wire, at + 1, _wire[at])).Append('.');
        }

        return text.ToString();
    }

    // A label's length is at most 63, below the letters, so lengths are left as they are.
    private static byte Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
}
