using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>What LibVLC fetches and does not get is told with who refused it: the relay, or the host.</summary>
public sealed class RefusedSourceTests(RefusedSourceTests.Setting setting) : IClassFixture<RefusedSourceTests.Setting>
{
    [Theory]
    [InlineData("file", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("metadata.m3u8", FailureKind.SourceForbidden, "169.254.169.254")]
    [InlineData("lan.m3u8", FailureKind.SourceForbidden, "10.11.12.13")]
    [InlineData("list.m3u", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("key.m3u8", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("lankey.m3u8", FailureKind.SourceForbidden, "10.11.12.13")]
    [InlineData("map.m3u8", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("lanmap.m3u8", FailureKind.SourceForbidden, "10.11.12.13")]
    [InlineData("base.mpd", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("lanbase.mpd", FailureKind.SourceForbidden, "10.11.12.13")]
    [InlineData("denied.m3u8", FailureKind.SourceUnreachable, "127.0.0.1 answered HTTP 403")]
    public Task A_source_that_leads_nowhere_fails_with_who_refused_it(string channel, FailureKind kind, string cause) =>
        setting.Box.FailsAsync(channel, kind, cause);

    public sealed class Setting : IAsyncLifetime
    {
        private static readonly string[] _names =
        [
            "file", "metadata.m3u8", "lan.m3u8", "list.m3u", "key.m3u8", "lankey.m3u8", "map.m3u8", "lanmap.m3u8", "base.mpd", "lanbase.mpd", "denied.m3u8",
        ];

        private readonly RefusedHls _server = new();

        public LoneBox Box { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Box = await LoneBox.StartAsync(
            [.. _names.Select(name => (name, new Uri(_server.Address, name)))]);

        public async ValueTask DisposeAsync()
        {
            await Box.DisposeAsync();
            await _server.DisposeAsync();
        }
    }
}
