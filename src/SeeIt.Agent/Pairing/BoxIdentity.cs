using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SeeIt.Agent.Storage;

namespace SeeIt.Agent.Pairing;

/// <summary>Who this box is: its id, its P-256 key, and, once paired, the client that the hub made for it. Thread-safe.</summary>
public sealed class BoxIdentity
{
    private readonly string _path;

    private BoxIdentity(string path, IdentityFile file)
    {
        _path = path;
        BoxId = file.BoxId;
        ClientId = file.ClientId;
        Key = ECDsa.Create();
        Key.ImportFromPem(file.Key);
    }

    /// <summary>32 lower-case hex digits; announced on the LAN, so it says nothing.</summary>
    public string BoxId { get; }

    /// <summary>Never leaves the box.</summary>
    public ECDsa Key { get; }

    /// <summary>Null: not paired.</summary>
    public string? ClientId { get; private set; }

    /// <summary>Raised after <see cref="ClientId"/> changed.</summary>
    public event Action? Changed;

    /// <summary>Reads <c>identity.json</c> from the folder, or makes a new identity.</summary>
    /// <exception cref="InvalidDataException">The file is there and cannot be read.</exception>
    public static BoxIdentity LoadOrCreate(string folder)
    {
        var path = Path.Combine(folder, "identity.json");
        if (!File.Exists(path))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var created = new IdentityFile(Guid.NewGuid().ToString("N"), key.ExportPkcs8PrivateKeyPem(), null);
            Save(path, created);
            return new BoxIdentity(path, created);
        }

        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), IdentityJson.Default.IdentityFile);
            return new BoxIdentity(path, file!);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or NullReferenceException)
        {
            throw new InvalidDataException(
                $"{path} is damaged: {exception.Message} Delete it to make this a new box, and pair it again.", exception);
        }
    }

    /// <summary>The hub approved this box, under this client id; or, with null, it was unpaired.</summary>
    public void SetClient(string? clientId)
    {
        Save(_path, new IdentityFile(BoxId, Key.ExportPkcs8PrivateKeyPem(), clientId));
        ClientId = clientId;
        Changed?.Invoke();
    }

    private static void Save(string path, IdentityFile file) =>
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(file, IdentityJson.Default.IdentityFile));
}

/// <summary><c>identity.json</c>.</summary>
internal sealed record IdentityFile(string BoxId, string Key, string? ClientId);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IdentityFile))]
internal sealed partial class IdentityJson : JsonSerializerContext;
