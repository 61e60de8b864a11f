using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Tests.Support;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Playback;

/// <summary>A player program that ends as soon as it is started, by the system's clock.</summary>
public sealed class EndingPlayerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ForwardProxy _proxy = new(new RelayOptions(), TimeProvider.System, NullLogger<ForwardProxy>.Instance);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Four times at once, as a picture may be missing; then after pauses of 0.1, 0.2, 0.4 s and so on.</summary>
    [Fact]
    public async Task It_is_started_ever_more_seldom()
    {
        var (program, starts) = (_folder.File("player"), _folder.File("starts"));
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho >> {starts}\nexit 1\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var settings = TestSettings.Make(player => player with { Path = program }) with { RuntimeFolder = _folder.Path };
        using var host = new PlayerHost(settings, _proxy, TimeProvider.System, NullLogger<PlayerHost>.Instance);
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        await host.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => time.GetElapsedTime(began) >= TimeSpan.FromSeconds(5), "five seconds are over");
        var count = (await File.ReadAllLinesAsync(starts, TestContext.Current.CancellationToken)).Length;
        TestContext.Current.TestOutputHelper!.WriteLine($"Started {count} times in 5 s.");
        await host.StopAsync(CancellationToken.None);

        // At full speed it would be a hundred; a machine under load has had fewer than it may.
        Assert.InRange(count, 5, 11);
    }
}
