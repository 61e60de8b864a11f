using System.Net;
using System.Net.Sockets;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>What LibVLC fetches and does not get is told with who refused it: the relay, or the host.</summary>
public sealed class RefusedSourceTests(RefusedSourceTests.Setting setting) : IClassFixture<RefusedSourceTests.Setting>
{
    [Theory]
    [InlineData("file", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("directory", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("avio", FailureKind.SourceForbidden, "'avio:'")]
    [InlineData("metadata.m3u8", FailureKind.SourceForbidden, "169.254.169.254")]
    [InlineData("lan.m3u8", FailureKind.SourceForbidden, "10.11.12.13")]
    [InlineData("list.m3u", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("sout.m3u", FailureKind.SourceForbidden, "'sout'")]
    [InlineData("key.m3u8", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("lankey.m3u8", FailureKind.SourceForbidden, "10.11.12.13")]
    [InlineData("map.m3u8", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("lanmap.m3u8", FailureKind.SourceForbidden, "10.11.12.13")]
    [InlineData("base.mpd", FailureKind.SourceForbidden, "'file:'")]
    [InlineData("lanbase.mpd", FailureKind.SourceForbidden, "10.11.12.13")]
    [InlineData("agent", FailureKind.SourceForbidden, "this agent itself")]
    [InlineData("agent.m3u8", FailureKind.SourceForbidden, "this agent itself")]
    [InlineData("named agent", FailureKind.SourceForbidden, "this agent itself")]
    [InlineData("port", FailureKind.SourceForbidden, "another port than the one that the lineup names")]
    [InlineData("port.m3u8", FailureKind.SourceForbidden, "another port than the one that the lineup names")]
    [InlineData("denied.m3u8", FailureKind.SourceUnreachable, "127.0.0.1 answered HTTP 403")]
    public async Task A_source_that_leads_nowhere_fails_with_who_refused_it(string channel, FailureKind kind, string cause)
    {
        await setting.Box.FailsAsync(channel, kind, cause);
        Assert.False(setting.Other.Pending());
        await setting.NothingIsWrittenAsync();
    }

    /// <summary>By RFC 3986 it is a path of the same host, which that host does not have; LibVLC would read the address as "dump to a file".</summary>
    [Theory]
    [InlineData("dump")]
    [InlineData("dump.m3u8")]
    public async Task An_address_that_LibVLC_would_dump_to_a_file_is_a_path_and_writes_none(string channel)
    {
        await setting.Box.FailsAsync(channel, FailureKind.SourceUnreachable, "127.0.0.1 answered HTTP 403");
        await setting.NothingIsWrittenAsync();
    }

    public sealed class Setting : IAsyncLifetime
    {
        /// <summary>As LibVLC's module names them, or their address.</summary>
        private static readonly string[] _written = ["stream-demux*", "*.dump", "any.ts"];

        private static readonly EnumerationOptions _deep = new() { IgnoreInaccessible = true, RecurseSubdirectories = true, MaxRecursionDepth = 2 };

        private static readonly string[] _names =
        [
            "file", "directory", "avio", "metadata.m3u8", "lan.m3u8", "list.m3u", "sout.m3u", "key.m3u8", "lankey.m3u8", "map.m3u8", "lanmap.m3u8",
            "base.mpd", "lanbase.mpd", "agent", "agent.m3u8", "port", "port.m3u8", "denied.m3u8", "dump", "dump.m3u8",
        ];

        private readonly int _agentPort = FreePort.Next();
        private RefusedHls _server = null!;

        public LoneBox Box { get; private set; } = null!;

        /// <summary>Another program's port: nobody may connect to it.</summary>
        public TcpListener Other { get; } = new(IPAddress.Loopback, 0);

        public async ValueTask InitializeAsync()
        {
            Other.Start();
            _server = new RefusedHls { AgentPort = _agentPort, OtherPort = ((IPEndPoint)Other.LocalEndpoint).Port };
            Box = await LoneBox.StartAsync(
                [.. _names.Select(name => (name, new Uri(_server.Address, name))), ("named agent", new Uri($"http://127.0.0.1:{_agentPort}/box"))],
                localPort: _agentPort);
        }

        /// <summary>Where player and agent run, where they may write, and where a playlist wants it.</summary>
        public async Task NothingIsWrittenAsync()
        {
            string[] folders = [Box.Folder, WorkingFolder(await Box.PlayerAsync()), WorkingFolder(Box.Agent.Id)];
            Assert.Empty(folders.SelectMany(folder => _written.SelectMany(name => Directory.EnumerateFiles(folder, name, _deep))));
            Assert.False(File.Exists(RefusedHls.Written));
        }

        public async ValueTask DisposeAsync()
        {
            await Box.DisposeAsync();
            await _server.DisposeAsync();
            Other.Dispose();
        }

        private static string WorkingFolder(int process) => new FileInfo($"/proc/{process}/cwd").LinkTarget ?? "/";
    }
}
