using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Discovery.Tests.Support;

namespace SeeIt.Discovery.Tests;

/// <summary>
/// With real Avahi, in network namespaces: this machine is the box, a second namespace at the other end of a cable is
/// somebody else's machine that browses. The first test runs the second one inside a namespace.
/// </summary>
public sealed class ServiceAnnouncerTests
{
    private static readonly string[] Programs = ["unshare", "ip", "mount", "dbus-daemon", "avahi-daemon", "avahi-browse"];

    [Fact]
    public async Task Real_avahi_sees_the_service_come_change_and_go()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Network namespaces need root.");
        Assert.SkipUnless(Array.TrueForAll(Programs, IsInstalled), $"One of {string.Join(", ", Programs)} is not installed.");
        using var process = Process.Start(new ProcessStartInfo(
            "unshare",
            ["--net", "--mount", Environment.ProcessPath!, "-explicit", "only", "-noColor", "-method", $"{GetType().FullName}.{nameof(Inside_a_namespace)}"])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0 && output.Contains("Total: 1,", StringComparison.Ordinal), output);
    }

    [Fact(Explicit = true)]
    public async Task Inside_a_namespace()
    {
        await Shell.RunAsync("mount -t tmpfs tmpfs /run && mkdir -p /run/dbus /run/avahi-daemon && ip link set lo up");
        await using var other = await OtherMachine.StartAsync();
        var announcement = new ServiceAnnouncement("Living room (ü)", "seeit-7f3a", 8099, Text(paired: false));
        await using (var announcer = new ServiceAnnouncer(announcement, TimeProvider.System, new Random(), NullLogger<ServiceAnnouncer>.Instance))
        {
            // Our own responder: no Avahi runs on this machine.
            var line = await other.WaitForAsync(line => line.StartsWith("=;", StringComparison.Ordinal));
            Assert.Contains(@"Living\032room\032\040\195\188\041;_seeit._tcp;local;seeit-7f3a.local;", line, StringComparison.Ordinal);
            Assert.Contains(";8099;", line, StringComparison.Ordinal);
            Assert.All(Text(paired: false), item => Assert.Contains($"\"{item.Key}={item.Value}\"", line, StringComparison.Ordinal));

            announcer.UpdateText(Text(paired: true));
            Assert.Contains("\"paired=1\"", await other.ResolveAsync("paired=1"), StringComparison.Ordinal);

            // Avahi starts on this machine: it takes over, under the machine's own host name.
            using (var daemons = Shell.Start(OtherMachine.Daemons))
            {
                Assert.DoesNotContain("seeit-7f3a.local", await other.ResolveAsync("paired=1", not: "seeit-7f3a.local"), StringComparison.Ordinal);
                await Shell.EndAsync(daemons);
            }

            // And goes: our own responder is back.
            await other.ResolveAsync("seeit-7f3a.local");
        }

        await other.WaitUntilGoneAsync();
    }

    private static List<KeyValuePair<string, string>> Text(bool paired) =>
        [new("id", "7f3a"), new("name", "Living room"), new("model", "See it"), new("v", "1"), new("paired", paired ? "1" : "0")];

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
