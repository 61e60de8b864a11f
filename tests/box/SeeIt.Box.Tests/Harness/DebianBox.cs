using System.Globalization;
using System.Net;

namespace SeeIt.Box.Tests.Harness;

/// <summary>
/// A machine on the LAN: Debian with systemd as its first process, in systemd-nspawn. Its services' rules on addresses and
/// devices are in force, as on a real one: it is allowed the kernel's BPF, and Landlock.
/// </summary>
internal sealed class DebianBox : IAsyncDisposable
{
    private static readonly TimeSpan BootTimeout = TimeSpan.FromMinutes(2);

    private readonly Disk _disk;
    private TestProcess? _nspawn;
    private int _leader;
    private int _boots;

    private DebianBox(string name, IPAddress address, Disk disk) => (Name, Address, _disk) = (name, address, disk);

    public string Name { get; }

    public IPAddress Address { get; }

    /// <summary>systemd's process, as this machine counts.</summary>
    public int Leader => IsOn ? _leader : throw new InvalidOperationException($"{Name} is off.");

    public bool IsOn => _nspawn is { HasExited: false };

    /// <summary>Its files, seen from outside; with what it has mounted, while it is on.</summary>
    public string Root => IsOn ? $"/proc/{_leader}/root" : _disk.Root;

    /// <param name="name">Its host name.</param>
    /// <param name="address">On the LAN.</param>
    /// <param name="layers">What is on its disk, the newest first; the bare Debian when there is none.</param>
    public static async Task<DebianBox> MakeAsync(string name, IPAddress address, IReadOnlyList<string>? layers = null)
    {
        var box = new DebianBox(name, address, await Disk.MakeAsync(name, layers ?? [Lan.Image]));
        await box.SettleAsync();
        return box;
    }

    /// <summary>A file of the box, seen from outside.</summary>
    /// <param name="path">Inside: <c>/etc/hosts</c>.</param>
    public string File(string path) => Root + path;

    /// <summary>Writes a file of mode 0644, and the folders that it is in.</summary>
    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(path))!);
        System.IO.File.WriteAllText(File(path), text);
    }

    /// <summary>Switches it on, and waits until all that starts at boot has started.</summary>
    /// <exception cref="InvalidOperationException">A unit failed; with the units and the journal.</exception>
    public async Task BootAsync(bool mayFail = false)
    {
        var group = Directory.CreateDirectory(string.Create(CultureInfo.InvariantCulture, $"{Lan.Group}/{Name}-{++_boots}-{Path.GetRandomFileName()[..4]}")).FullName;
        string[] nspawn =
        [
            "systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--settings=no", "--boot", "--console=pipe",
            $"--directory={_disk.Root}", $"--machine={Name}", $"--network-bridge={Lan.Bridge}",
            "--resolv-conf=off", "--timezone=off", "--link-journal=no",
            "--capability=CAP_BPF,CAP_PERFMON",
            "--system-call-filter=bpf landlock_create_ruleset landlock_add_rule landlock_restrict_self",
        ];
        _nspawn = TestProcess.Start(
            "sh",
            ["-c", "echo $$ >\"$0/cgroup.procs\" && exec \"$@\"", group, .. nspawn],
            new Dictionary<string, string?> { ["SYSTEMD_NSPAWN_UNIFIED_HIERARCHY"] = "1" });
        _leader = await Eventually.GetAsync(() => Task.FromResult(FindLeader()), $"systemd in {Name}", BootTimeout) is var id
            ? int.Parse(id, CultureInfo.InvariantCulture)
            : 0;

        // The bus is there a little later than systemd.
        var state = "";
        await Eventually.TrueAsync(
            async () =>
            {
                state = (await TryAsync("systemctl", "is-system-running", "--wait")).Output.Trim();
                return state is "running" or "degraded";
            },
            $"{Name} is up",
            BootTimeout);
        if (state != "running" && !mayFail)
        {
            throw new InvalidOperationException($"{Name} is {state}.\n{await DescribeAsync()}");
        }
    }

    /// <summary>Switches it off as its owner does: all services are stopped first.</summary>
    public async Task ShutDownAsync()
    {
        await TryAsync("systemctl", "poweroff");
        await _nspawn!.WaitForExitAsync();
        await LeaveAsync();
    }

    /// <summary>Pulls the plug.</summary>
    public async Task CutPowerAsync()
    {
        Signals.Send(_leader, Signals.Kill);
        await _nspawn!.WaitForExitAsync();
        await LeaveAsync();
    }

    public async Task RebootAsync()
    {
        await ShutDownAsync();
        await BootAsync();
    }

    /// <summary>As root in the box, by no service's rules; it has to succeed.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(params IEnumerable<string> command)
    {
        var words = command.ToList();
        var (code, output) = await TryAsync(words);
        return code == 0
            ? output
            : throw new InvalidOperationException($"{Name}: {string.Join(' ', words)} ended with {code}:\n{output}\n{await DescribeAsync()}");
    }

    /// <summary>As <see cref="RunAsync"/>, and may fail.</summary>
    public Task<(int ExitCode, string Output)> TryAsync(params IEnumerable<string> command) => TestProcess.RunAsync(
        "nsenter",
        [
            $"--target={_leader.ToString(CultureInfo.InvariantCulture)}", "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--",
            "env", "--ignore-environment", "--chdir=/", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin", "HOME=/root", "LANG=C.UTF-8", "TERM=dumb",
            "DEBIAN_FRONTEND=noninteractive", .. command,
        ],
        timeout: BootTimeout);

    /// <summary>A process of the box as this machine counts it.</summary>
    /// <param name="inside">Its id in the box.</param>
    public int OutsideId(string inside)
    {
        // The last of NSpid is the id in the innermost name space; ids of two boxes may be the same there.
        var space = System.IO.File.ResolveLinkTarget($"/proc/{_leader}/ns/pid", returnFinalTarget: false)!.Name;
        foreach (var folder in Directory.EnumerateDirectories("/proc", "*").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                if (System.IO.File.ResolveLinkTarget($"{folder}/ns/pid", returnFinalTarget: false)?.Name == space
                    && System.IO.File.ReadLines($"{folder}/status").First(line => line.StartsWith("NSpid:", StringComparison.Ordinal)).Split('\t')[^1] == inside)
                {
                    return int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                }
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException)
            {
                // It has ended.
            }
        }

        throw new InvalidOperationException($"{Name} has no process {inside}.");
    }

    /// <summary>One property of a unit, as <c>systemctl show</c> prints it.</summary>
    public async Task<string> PropertyAsync(string unit, string property) =>
        (await RunAsync("systemctl", "show", unit, "--property", property, "--value")).Trim();

    /// <summary>What a unit has logged since the box was switched on.</summary>
    public Task<string> JournalAsync(string unit) => RunAsync("journalctl", "--boot", "--no-pager", "--quiet", "--output=short-precise", "--unit", unit);

    /// <summary>For messages: what does not run, and the end of the journal.</summary>
    public async Task<string> DescribeAsync()
    {
        if (!IsOn)
        {
            return $"{Name} is off.";
        }

        var (_, failed) = await TryAsync("systemctl", "--no-pager", "--failed");
        var (_, journal) = await TryAsync("journalctl", "--boot", "--no-pager", "--quiet", "--lines=80");
        return $"{failed}\n{journal}";
    }

    public async ValueTask DisposeAsync()
    {
        if (IsOn)
        {
            await CutPowerAsync();
        }

        await _disk.DisposeAsync();
    }

    /// <summary>Off, and what it wrote, over what it was made of; for further boxes.</summary>
    public async Task<IReadOnlyList<string>> KeepAsync()
    {
        await ShutDownAsync();
        await _disk.UnmountAsync();
        return _disk.Layers;
    }

    /// <summary>What an installer would have asked: its name, its address, who it is.</summary>
    private async Task SettleAsync()
    {
        Write("/etc/hostname", $"{Name}\n");
        Write("/etc/hosts", $"127.0.0.1 localhost\n{Lan.Tv} tv\n{Lan.Hub} hub\n{Lan.Here} phone\n");
        Write("/etc/machine-id", $"{Guid.NewGuid():N}\n");
        Write("/etc/systemd/network/10-lan.network", $"[Match]\nName=host0\n[Network]\nAddress={Address}/{Lan.PrefixLength}\nGateway={Lan.Here}\nLinkLocalAddressing=ipv6\nIPv6AcceptRA=no\n");
        Directory.CreateDirectory(File("/var/log/journal"));
        await Command.RunAsync("systemctl", $"--root={_disk.Root}", "--quiet", "enable", "systemd-networkd.service");
    }

    private async Task LeaveAsync()
    {
        await _nspawn!.DisposeAsync();
        _nspawn = null;
    }

    /// <summary>systemd-nspawn's only child.</summary>
    private string? FindLeader()
    {
        if (!IsOn)
        {
            throw new InvalidOperationException($"{Name} did not start: {_nspawn?.Output}");
        }

        // sh became systemd-nspawn, and setsid became sh.
        var children = System.IO.File.ReadAllText($"/proc/{_nspawn!.Id}/task/{_nspawn.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.FirstOrDefault(child => System.IO.File.ReadAllText($"/proc/{child}/comm").Trim() == "systemd");
    }
}
