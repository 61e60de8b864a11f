using System.Text.Json.Serialization;

namespace SeeIt.Hub.Backups;

/// <summary>The archive's first file, <c>manifest.json</c>: what a restore holds the others against.</summary>
/// <param name="Format">Of the archive; this hub writes and reads <see cref="Newest"/>.</param>
/// <param name="HubVersion">That made it, for people.</param>
/// <param name="Made">When, UTC.</param>
/// <param name="Files">SHA-256 of each other file, in hexadecimal, by its name in the archive.</param>
internal sealed record BackupManifest(int Format, string HubVersion, DateTimeOffset Made, IReadOnlyDictionary<string, string> Files)
{
    public const int Newest = 1;

    public const string Name = "manifest.json";
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
