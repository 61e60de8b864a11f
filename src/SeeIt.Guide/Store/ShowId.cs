using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Store;

/// <summary>
/// A show's id: 64 bits of the hash of its title's key. The same in every import, and an import needs no table of titles
/// in memory to find it.
/// </summary>
internal static class ShowId
{
    public static long Of(string title)
    {
        var key = WordScanner.Key(title);
        var bytes = Encoding.UTF8.GetBytes(key.Length > 0 ? key : title);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
