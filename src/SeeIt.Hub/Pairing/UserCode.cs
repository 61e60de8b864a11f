using System.Security.Cryptography;
using System.Text;

namespace SeeIt.Hub.Pairing;

/// <summary>The code that a TV shows: eight letters of an alphabet of 20, without vowels (no words) and look-alikes (RFC 8628 section 6.1). 34.6 bits.</summary>
public static class UserCode
{
    public const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ";

    public const int Length = 8;

    /// <summary>What a person typed, without case, spaces and dashes; null when it cannot be a code.</summary>
    public static string? Normalize(string? typed)
    {
        if (typed is null or { Length: > 64 })
        {
            return null;
        }

        var letters = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && !char.IsPunctuation(c))).ToUpperInvariant();
        return letters.Length == Length && letters.All(Alphabet.Contains) ? letters : null;
    }

    /// <summary>As the TV shows it: XXXX-XXXX.</summary>
    public static string Display(string code) => $"{code[..4]}-{code[4..]}";

    public static string Hash(string code) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(code)));
}
