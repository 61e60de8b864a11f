using System.Net;
using SeeIt.Box.Tests.Harness;
using SeeIt.EndToEnd.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Homes))]

namespace SeeIt.Box.Tests.Harness;

/// <summary>
/// Homes for the tests of a run. The packages are installed once, and the TV is paired once, by way of what is tested; each
/// test gets a home of its own that begins there, on throw-away disks.
/// </summary>
public sealed class Homes : IAsyncDisposable
{
    private const int BroadcastPort = 7777;

    private Broadcaster? _broadcaster;
    private LanNames? _names;
    private Layers? _installed;
    private Layers? _paired;
    private Phone? _phone;

    /// <summary>The demo's channels, at the tests' own address.</summary>
    public Broadcaster Broadcaster => _broadcaster!;

    /// <summary>Two boxes that run, with nothing of ours on them. The caller disposes it; the same for the others.</summary>
    internal async Task<Household> BareAsync()
    {
        await ServeAsync();
        return await BootAsync(await Household.MakeAsync());
    }

    /// <summary>The packages are installed, and the boxes were started again; the TV waits to be paired.</summary>
    internal async Task<Household> InstalledAsync()
    {
        await ServeAsync();
        _installed ??= await KeepAsync(await BareAsync(), home => home.InstallAsync(Broadcaster));
        return await BootAsync(await Household.MakeAsync(_installed.Tv, _installed.Hub));
    }

    /// <summary>As <see cref="InstalledAsync"/>, paired with <see cref="Household.Phone"/>.</summary>
    /// <param name="isOn">Whether the boxes are switched on.</param>
    internal async Task<Household> PairedAsync(bool isOn = true)
    {
        await ServeAsync();
        _paired ??= await KeepAsync(await InstalledAsync(), async home =>
        {
            await home.PairAsync();
            _phone = home.Phone;
        });
        var home = await Household.MakeAsync(_paired.Tv, _paired.Hub);
        home.Phone = _phone;
        return isOn ? await BootAsync(home) : home;
    }

    /// <summary>Nobody answers for names any more, until the next home is asked for.</summary>
    internal async Task BreakNamesAsync()
    {
        if (_names is { } names)
        {
            _names = null;
            await names.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _phone?.Dispose();
        await BreakNamesAsync();
        if (_broadcaster is not null)
        {
            await _broadcaster.DisposeAsync();
        }
    }

    private async Task ServeAsync()
    {
        Lan.SkipUnlessThere();
        _ = (Packages.Agent, Packages.Hub);
        _broadcaster ??= await Broadcaster.StartAsync(new IPEndPoint(Lan.Here, BroadcastPort));
        _names ??= new LanNames();
    }

    private static async Task<Household> BootAsync(Household home)
    {
        try
        {
            await home.BootAsync();
            return home;
        }
        catch
        {
            await home.DisposeAsync();
            throw;
        }
    }

    private static async Task<Layers> KeepAsync(Household home, Func<Household, Task> prepare)
    {
        try
        {
            await prepare(home);
            return new Layers(await home.Tv.KeepAsync(), await home.Hub.KeepAsync());
        }
        catch
        {
            await home.DisposeAsync();
            throw;
        }
    }

    private sealed record Layers(IReadOnlyList<string> Tv, IReadOnlyList<string> Hub);
}
