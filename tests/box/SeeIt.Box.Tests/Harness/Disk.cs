namespace SeeIt.Box.Tests.Harness;

/// <summary>
/// A box's disk: a throw-away layer over others that stay as they are. What was written can become a layer of further
/// disks, as <see cref="Layers"/>, once nobody has it mounted.
/// </summary>
internal sealed class Disk : IAsyncDisposable
{
    private readonly string _folder;

    private Disk(string folder, IReadOnlyList<string> layers) => (_folder, Layers) = (folder, layers);

    /// <summary>Where its files are.</summary>
    public string Root => Path.Combine(_folder, "root");

    /// <summary>What is written here, and what it was written over; the newest first.</summary>
    public IReadOnlyList<string> Layers { get; }

    /// <param name="name">Of the box, for those who look on.</param>
    /// <param name="below">Layers, the newest first.</param>
    public static async Task<Disk> MakeAsync(string name, IReadOnlyList<string> below)
    {
        var folder = Path.Combine(Lan.Folder, $"{name}-{Path.GetRandomFileName()[..8]}");
        var written = Directory.CreateDirectory(Path.Combine(folder, "written")).FullName;
        var work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        var disk = new Disk(folder, [written, .. below]);
        Directory.CreateDirectory(disk.Root);
        await Command.RunAsync("mount", "-t", "overlay", "overlay", "-o", $"lowerdir={string.Join(':', below)},upperdir={written},workdir={work}", disk.Root);
        return disk;
    }

    /// <summary>Nobody has it mounted any more; what was written stays until the run ends.</summary>
    public Task UnmountAsync() => Command.RunAsync("umount", Root);

    public async ValueTask DisposeAsync()
    {
        await Command.RunAsync("umount", "--lazy", Root);
        Directory.Delete(_folder, recursive: true);
    }
}
