using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SeeIt.Agent.Storage;

namespace SeeIt.Agent.Pairing;

/// <summary>Who this box is: its id, its P-256 key, and, once paired, the client that the hub made for it. Thread-safe.</summary>
public sealed class BoxIdentity
{
    private const string FileName = "identity.json";

    private readonly string _path;
    private readonly Lock _lock = new();

    private BoxIdentity(string path, IdentityFile file)
    {
        _path = path;
        (BoxId, Key, ClientId) = (file.BoxId, KeyOf(file), file.ClientId);
    }

    /// <summary>32 lower-case hex digits; announced on the LAN, so it says nothing.</summary>
    public string BoxId { get; private set; }

    /// <summary>Never leaves the box.</summary>
    public ECDsa Key { get; private set; }

    /// <summary>Null: not paired.</summary>
    public string? ClientId { get; private set; }

    /// <summary>Raised after <see cref="ClientId"/> changed, or the box became another one.</summary>
    public event Action? Changed;

    /// <summary>Reads <c>identity.json</c> from the folder, or makes a new identity.</summary>
    /// <exception cref="InvalidDataException">The file is there and cannot be read.</exception>
    public static BoxIdentity LoadOrCreate(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            var created = New();
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
        lock (_lock)
        {
            Save(_path, new IdentityFile(BoxId, Key.ExportPkcs8PrivateKeyPem(), clientId));
            ClientId = clientId;
        }

        Changed?.Invoke();
    }

    /// <summary>Another box, with an id and a key that nobody knows yet, and not paired. What was made of the old key is worth nothing.</summary>
    public void Renew()
    {
        var created = New();
        lock (_lock)
        {
            Save(_path, created);
            (BoxId, Key, ClientId) = (created.BoxId, KeyOf(created), null);
        }

        Changed?.Invoke();
    }

    /// <summary>The same for a box whose service does not run.</summary>
    public static void Delete(string folder) => File.Delete(Path.Combine(folder, FileName));

    private static IdentityFile New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new IdentityFile(Guid.NewGuid().ToString("N"), key.ExportPkcs8PrivateKeyPem(), null);
    }

    private static ECDsa KeyOf(IdentityFile file)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(file.Key);
        return key;
    }

    private static void Save(string path, IdentityFile file) =>
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(file, IdentityJson.Default.IdentityFile));
}

/// <summary><c>identity.json</c>.</summary>
internal sealed record IdentityFile(string BoxId, string Key, string? ClientId);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IdentityFile))]
internal sealed partial class IdentityJson : JsonSerializerContext;
