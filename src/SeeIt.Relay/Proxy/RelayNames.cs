using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SeeIt.Relay.Proxy;

/// <summary>
/// By what names the player asks for what a permit allows. <c>https://tv.example/anna/secret/live.m3u8?token=1</c> under permit
/// 7 is <c>http://7.relay.invalid/FOLDER/FILE.m3u8</c>, where <c>FOLDER</c> is <c>https://tv.example/anna/secret/</c> and
/// <c>FILE</c> is <c>live.m3u8?token=1</c>, each sealed with a key that the relay alone has. So the player knows neither a
/// user name, password or token that stands in an address, nor whose server it is, and can ask for nothing that the relay has
/// not named, or that does not lie in a folder of it: what a playlist names relatively to itself is found there, plainly.
/// The same address always has the same name, since LibVLC tells segments and keys by theirs. The permit is in the name,
/// since two sources of one host may be allowed different things; the scheme is sealed too: TLS is the relay's, and nothing of
/// an answer is hidden from it. The domain exists nowhere (RFC 6761, section 6.4). Thread-safe.
/// </summary>
/// <param name="permit">Its number.</param>
internal sealed class RelayNames(long permit)
{
    private const string Domain = ".relay.invalid";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>What LibVLC tells kinds of files by.</summary>
    private const int LongestExtension = 5;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _nonceKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>The permit and the rest of a name; false when it is none.</summary>
    /// <param name="asked">In absolute form (RFC 9112, section 3.2.2).</param>
    /// <param name="permit">By its number.</param>
    /// <param name="name">For <see cref="Open"/>.</param>
    public static bool TryParse(string asked, out long permit, [NotNullWhen(true)] out Uri? name)
    {
        (permit, name) = (0, null);
        return Uri.TryCreate(asked, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.IsDefaultPort
            && address.Host.EndsWith(Domain, StringComparison.OrdinalIgnoreCase)
            && long.TryParse(address.Host.AsSpan(0, address.Host.Length - Domain.Length), NumberStyles.None, CultureInfo.InvariantCulture, out permit)
            && (name = address) is not null;
    }

    /// <param name="address">With the scheme http or https; its fragment has no name.</param>
    public string Of(Uri address)
    {
        var file = address.AbsolutePath.LastIndexOf('/') + 1;
        var (folder, rest) = (address.GetLeftPart(UriPartial.Authority) + address.AbsolutePath[..file], address.PathAndQuery[file..]);
        return OfFolder(folder) + (rest.Length > 0 ? Seal(rest, folder) + Extension(address.AbsolutePath) : "");
    }

    /// <summary>To be followed by what lies in it.</summary>
    /// <param name="folder">An absolute address with a slash at its end.</param>
    public string OfFolder(string folder) => string.Create(CultureInfo.InvariantCulture, $"http://{permit}{Domain}/{Seal(folder, "")}/");

    /// <summary>The true address, as text and unchecked; null when the relay has not named it.</summary>
    public string? Open(Uri name)
    {
        if (name.AbsolutePath.Split('/', 3) is not ["", var folderName, var rest] || Unseal(folderName, "") is not { } folder)
        {
            return null;
        }

        return Unseal(rest.Split('.')[0], folder) is { } file && name.Query.Length == 0 ? folder + file : folder + rest + name.Query;
    }

    private static string Extension(string path) =>
        Path.GetExtension(path) is { Length: > 1 and <= 1 + LongestExtension } extension && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : "";

    /// <summary>
    /// AES-256-GCM. The nonce comes from what is sealed, so that the same text gives the same name, and two texts never have the
    /// same nonce but by chance (as in RFC 8452, whose cipher .NET lacks).
    /// </summary>
    private string Seal(string text, string context)
    {
        var (plain, bound) = (Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(context));
        var sealed_ = new byte[NonceSize + plain.Length + TagSize];
        HMACSHA256.HashData(_nonceKey, (byte[])[.. bound, 0, .. plain]).AsSpan(0, NonceSize).CopyTo(sealed_);
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Encrypt(sealed_.AsSpan(0, NonceSize), plain, sealed_.AsSpan(NonceSize, plain.Length), sealed_.AsSpan(NonceSize + plain.Length), bound);
        return Base64Url.EncodeToString(sealed_);
    }

    private string? Unseal(string name, string context)
    {
        if (!Base64Url.IsValid(name) || Base64Url.DecodeFromChars(name) is not { Length: >= NonceSize + TagSize } sealed_)
        {
            return null;
        }

        var plain = new byte[sealed_.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(_key, TagSize);
        try
        {
            cipher.Decrypt(sealed_.AsSpan(0, NonceSize), sealed_.AsSpan(NonceSize, plain.Length), sealed_.AsSpan(NonceSize + plain.Length), plain, Encoding.UTF8.GetBytes(context));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(plain);
    }
}
