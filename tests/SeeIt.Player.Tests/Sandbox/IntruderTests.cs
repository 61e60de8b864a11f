using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using SeeIt.Player.Tests.Harness;
using SeeIt.TestKit;

namespace SeeIt.Player.Tests.Sandbox;

/// <summary>
/// A program has broken into the player: intruder.c, as one of LibVLC's plugins. All that it tries fails but to connect to
/// the proxy; the same tries succeed in a process that is not restricted, so a player that lets one through would show.
/// </summary>
public sealed partial class IntruderTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    private const string Proxy = "connect to the proxy";

    /// <summary>Errors by which a restricted process is told no: EPERM, EACCES, EXDEV (of a file that would come to other rights), ENOSYS, EAFNOSUPPORT.</summary>
    private static readonly int[] Refusals = [1, 13, 18, 38, 97];

    /// <summary>What a kernel may be built without, or an administrator may have switched off: that it fails elsewhere too means nothing.</summary>
    private static readonly string[] NotEverywhere =
    [
        "set an attribute", "raw IP", "SCTP", "TCP over IPv6", "UDP over IPv6", "packets", "Bluetooth", "VSOCK", "trace a process", "take a process' descriptor",
        "io_uring", "bpf", "perf", "userfaultfd", "keyring", "a name space", "a process in a name space", "a mount", "another architecture's calls",
    ];

    [Fact]
    public async Task All_that_an_intruder_tries_in_the_player_is_refused()
    {
        using var scene = Scene.Make(Clips);
        await using var player = PlayerProcess.Start(
            Screen.Name, PlayerProcess.Behind($"http://127.0.0.1:{scene.ProxyPort}", $"{PlayerProcess.Quick} --plugins {scene.Plugins}"));
        await Eventually(() => player.Errors.Contains("intruder: done", StringComparison.Ordinal), "the intruder is done");

        var outcomes = Outcomes(player.Errors);
        Assert.Equal(0, outcomes.Single(o => o.Try == Proxy).Error);
        Assert.All(outcomes.Where(o => o.Try != Proxy), o => Assert.True(Refusals.Contains(o.Error), $"{o.Try}: {o.Error}"));
        Assert.True(scene.Canary.WasLeft, "The file was changed.");
        Assert.False(scene.Victim.HasExited);

        // It is no worse for the player: LibVLC passes over a plugin that is none.
        await using var client = await player.Connect();
        Assert.Null((await client.Call(new Contracts.Player.HelloRequest(Contracts.Player.FrameStream.ProtocolVersion))).Error);
    }

    [Fact]
    public async Task The_same_tries_succeed_in_a_process_that_is_not_restricted()
    {
        using var scene = Scene.Make(Clips);
        await using var free = TestProcess.Start("env", [$"LD_PRELOAD={scene.Intruder}", "sleep", "0"]);
        await free.WaitForExitAsync();

        var outcomes = Outcomes(free.Output);
        Assert.All(outcomes.Where(o => !NotEverywhere.Contains(o.Try)), o => Assert.False(Refusals.Contains(o.Error), $"{o.Try}: {o.Error}"));
        Assert.False(scene.Canary.WasLeft);
    }

    private static List<(string Try, int Error)> Outcomes(string lines) =>
        [.. OutcomeLine().Matches(lines).Select(m => (m.Groups[1].Value, int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))];

    [GeneratedRegex("^intruder: (.+): ([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex OutcomeLine();

    /// <summary>What an intruder would like to reach, and itself among LibVLC's plugins.</summary>
    private sealed class Scene : IDisposable
    {
        private readonly TestKit.TemporaryFolder _folder = new();
        private readonly TcpListener _proxy = new(IPAddress.Loopback, 0);
        private readonly TcpListener _other = new(IPAddress.Loopback, 0);

        private Scene(Clips clips)
        {
            _proxy.Start();
            _other.Start();
            Canary = new Canary(clips);
            Victim = Process.Start("sleep", "300");
            Plugins = PlayerProcess.CopyPlugins(Directory.CreateDirectory(_folder.File("plugins")).FullName);
            Intruder = Path.Combine(Plugins, "vlc/plugins/misc/libintruder_plugin.so");
        }

        public Canary Canary { get; }

        public Process Victim { get; }

        public string Plugins { get; }

        public string Intruder { get; }

        public int ProxyPort => Port(_proxy);

        public static Scene Make(Clips clips)
        {
            var scene = new Scene(clips);
            scene.Compile();
            return scene;
        }

        public void Dispose()
        {
            Victim.Kill();
            Victim.Dispose();
            _proxy.Dispose();
            _other.Dispose();
            Canary.Dispose();
            _folder.Dispose();
        }

        private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

        private void Compile()
        {
                using var compiler = Process.Start("clang",
            [
                "-shared", "-fPIC", "-O1", "-Wall", "-Werror", $"-DCANARY=\"{Canary.Path}\"", $"-DWRITTEN=\"{Canary.Beside("written")}\"", $"-DVICTIM={Victim.Id}",
                $"-DPROXY={ProxyPort}", $"-DOTHER={Port(_other)}", "-o", Intruder, Path.Combine(AppContext.BaseDirectory, "Sandbox", "intruder.c"),
            ]);
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }
    }
}
