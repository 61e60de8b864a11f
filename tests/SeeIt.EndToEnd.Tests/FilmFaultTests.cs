using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>What has a length, and cannot be shown.</summary>
public sealed class FilmFaultTests(FilmFaultTests.Setting setting) : IClassFixture<FilmFaultTests.Setting>
{
    [Theory]
    [InlineData("mp4")]
    [InlineData("dash")]
    public async Task A_film_that_hangs_while_it_is_tuned_fails_so_and_in_time(string kind)
    {
        setting.Server.Hangs = true;
        await setting.Box.FailsAsync(kind, FailureKind.NoDataTimeout, "showed no picture");
    }

    [Theory]
    [InlineData("protected hls")]
    [InlineData("protected dash")]
    public async Task A_film_under_DRM_fails_as_encrypted(string kind)
    {
        setting.Server.Hangs = false;
        await setting.Box.FailsAsync(kind, FailureKind.Unsupported, "encrypted by a DRM system");
    }

    public sealed class Setting : IAsyncLifetime
    {
        public LoneBox Box { get; private set; } = null!;

        public FilmServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await FilmServer.StartAsync("garden.demo");
            var (hls, dash) = await Server.ProtectAsync();
            Box = await LoneBox.StartAsync([("mp4", Server.Mp4), ("dash", Server.Dash), ("protected hls", hls), ("protected dash", dash)]);
        }

        public async ValueTask DisposeAsync()
        {
            await Box.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
