using System.Runtime.InteropServices;

namespace SeeIt.Player.Sandbox;

/// <summary>
/// Linux's Landlock (Documentation/userspace-api/landlock.rst): a thread gives up rights to files and TCP ports, for itself
/// and for what it starts, and cannot take them back. What a kernel cannot restrict yet is left out.
/// </summary>
internal sealed unsafe partial class Landlock : IDisposable
{
    private const int CreateRuleset = 444;
    private const int AddRule = 445;
    private const int RestrictSelf = 446;
    private const uint VersionFlag = 1;
    private const int PathBeneath = 1;
    private const int NetPort = 2;
    private const ulong ConnectTcp = 2;
    private const ulong BindAndConnectTcp = 3;
    private const ulong ScopeSignals = 2;
    private const int PathOnly = 0x280000; // O_PATH | O_CLOEXEC

    /// <summary>Execution is left out: <see cref="SystemCallFilter"/> forbids it, after the process has replaced itself.</summary>
    private const Rights Everything = (Rights)0xFFFE;
    private const Rights OfFiles = Rights.Write | Rights.Read | Rights.Truncate | Rights.DeviceControl;

    private readonly Rights _handled;
    private readonly int _ruleset;

    /// <exception cref="StartException">The kernel refuses.</exception>
    public Landlock()
    {
        _handled = Everything & ~(Abi < 2 ? Rights.Refer : 0) & ~(Abi < 3 ? Rights.Truncate : 0) & ~(Abi < 5 ? Rights.DeviceControl : 0);
        var attributes = new RulesetAttributes { Files = _handled, Network = BindAndConnectTcp, Scoped = ScopeSignals };
        var size = Abi < 4 ? 8 : Abi < 6 ? 16 : sizeof(RulesetAttributes);
        _ruleset = (int)Check(syscall(CreateRuleset, (nint)(&attributes), size, 0, 0));
    }

    [Flags]
    internal enum Rights : ulong
    {
        Write = 1 << 1,
        Read = 1 << 2,
        ReadFolder = 1 << 3,
        RemoveFolder = 1 << 4,
        RemoveFile = 1 << 5,
        MakeFolder = 1 << 7,
        MakeFile = 1 << 8,
        MakeSocket = 1 << 9,
        Refer = 1 << 13,
        Truncate = 1 << 14,
        DeviceControl = 1 << 15,
    }

    /// <summary>What the kernel knows of Landlock: 0 nothing, 1 files, 4 TCP as well, 6 signals as well.</summary>
    public static int Abi { get; } = (int)Math.Max(0, syscall(CreateRuleset, 0, 0, (nint)VersionFlag, 0));

    /// <summary>Gives rights to a file, or to a folder and all in it. What does not exist is passed over.</summary>
    public void Allow(string path, Rights rights)
    {
        var fd = open(path, PathOnly);
        if (fd < 0)
        {
            return;
        }

        var rule = new PathRule { Rights = rights & _handled & (Directory.Exists(path) ? Everything : OfFiles), Fd = fd };
        var result = syscall(AddRule, _ruleset, PathBeneath, (nint)(&rule), 0);
        _ = Libc.close(fd);
        Check(result);
    }

    /// <summary>Lets the process connect to a TCP port, of whatever host.</summary>
    public void AllowConnect(int port)
    {
        if (Abi >= 4)
        {
            var rule = new PortRule { Rights = ConnectTcp, Port = (ulong)port };
            Check(syscall(AddRule, _ruleset, NetPort, (nint)(&rule), 0));
        }
    }

    /// <summary>Restricts this thread, and what it starts; <see cref="Privileges.GiveUp"/> comes first.</summary>
    public void Restrict() => Check(syscall(RestrictSelf, _ruleset, 0, 0, 0));

    public void Dispose() => _ = Libc.close(_ruleset);

    private static nint Check(nint result) => result >= 0
        ? result
        : throw new StartException($"Landlock failed: {Marshal.GetLastPInvokeErrorMessage()}", StartException.NoSandbox);

    [LibraryImport(Libc.Library, SetLastError = true)]
    private static partial nint syscall(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport(Libc.Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    private struct RulesetAttributes
    {
        public Rights Files;
        public ulong Network;
        public ulong Scoped;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct PathRule
    {
        public Rights Rights;
        public int Fd;
    }

    private struct PortRule
    {
        public ulong Rights;
        public ulong Port;
    }
}
