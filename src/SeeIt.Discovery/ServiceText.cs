using System.Text;

namespace SeeIt.Discovery;

/// <summary>TXT records of DNS-SD (RFC 6763, section 6).</summary>
internal static class ServiceText
{
    /// <summary>Bytes of the whole: fits the smallest packets with the rest of the answer.</summary>
    public const int MaxBytes = 400;

    /// <exception cref="ArgumentException">A key or string is malformed, or the whole is too long; the message names it.</exception>
    public static void Check(IReadOnlyList<KeyValuePair<string, string>> text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in text)
        {
            if (key.Length == 0 || !key.All(c => c is >= ' ' and <= '~' and not '='))
            {
                throw new ArgumentException($"The TXT key '{key}' is not printable ASCII without '='.", nameof(text));
            }

            if (!keys.Add(key))
            {
                throw new ArgumentException($"The TXT key '{key}' is there twice.", nameof(text));
            }

            if (Encoding.UTF8.GetByteCount(key) + 1 + Encoding.UTF8.GetByteCount(value) > 255)
            {
                throw new ArgumentException($"The TXT string of '{key}' is longer than 255 bytes.", nameof(text));
            }
        }

        if (Encode(text).Length is > MaxBytes and var length)
        {
            throw new ArgumentException($"The TXT record has {length} bytes: at most {MaxBytes} are allowed.", nameof(text));
        }
    }

    /// <summary>Rdata: each string with its length before it; one zero byte when there is none.</summary>
    public static byte[] Encode(IReadOnlyList<KeyValuePair<string, string>> text)
    {
        var bytes = new List<byte>();
        foreach (var (key, value) in text)
        {
            var item = Encoding.UTF8.GetBytes($"{key}={value}");
            bytes.Add((byte)item.Length);
            bytes.AddRange(item);
        }

        return bytes.Count == 0 ? [0] : [.. bytes];
    }
}
