using System.Runtime.InteropServices;

namespace SeeIt.Player.Sandbox;

/// <summary>
/// A seccomp filter (seccomp(2)) for what Landlock does not reach: sockets other than Unix and TCP over IPv4, starting
/// programs, looking into other processes, who may do what with a file, name spaces, and kernel interfaces that a player has
/// no use for. Refused calls fail; they do not end the process.
/// </summary>
internal static unsafe partial class SystemCallFilter
{
    private const int SetModeFilter = 1;
    private const nuint AllThreads = 1;
    private const uint Allow = 0x7FFF0000;
    private const uint Fail = 0x00050000;
    private const uint NotPermitted = Fail | 1;
    private const uint NoSuchCall = Fail | 38;
    private const uint NoSuchFamily = Fail | 97;

    // Offsets in struct seccomp_data; of the arguments the lower half, on little-endian machines.
    private const uint Number = 0;
    private const uint Architecture = 4;
    private const uint Flags = 16;
    private const uint Family = 16;
    private const uint Type = 24;
    private const uint Protocol = 32;

    private const ushort Load = 0x20;
    private const ushort And = 0x54;
    private const ushort IfEqual = 0x15;
    private const ushort IfAtLeast = 0x35;
    private const ushort IfAnyBit = 0x45;
    private const ushort Return = 0x06;

    private const uint Unix = 1;
    private const uint InternetV4 = 2;
    private const uint Stream = 1;
    private const uint TypeMask = 0xF;
    private const uint Tcp = 6;
    private const uint OtherAbi = 0x40000000;

    /// <summary>clone3, whose number is the same everywhere.</summary>
    private const uint Clone3 = 435;

    /// <summary>CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET of linux/sched.h.</summary>
    private const uint NameSpaces = 0x7E020000;

    /// <summary>For all threads of the process; <see cref="Privileges.GiveUp"/> comes first.</summary>
    /// <returns>Why it could not be set; null when it was.</returns>
    public static string? Set()
    {
        if (Calls.Here is not { } calls)
        {
            return $"there is no filter for {RuntimeInformation.ProcessArchitecture}";
        }

        var program = Build(calls);
        fixed (Instruction* first = program)
        {
            var filter = new Program { Length = (ushort)program.Length, First = first };
            return syscall(calls.Seccomp, SetModeFilter, AllThreads, &filter) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();
        }
    }

    private static Instruction[] Build(Calls calls) =>
    [
        new(Load, Architecture),
        .. Unless(calls.Architecture, NoSuchCall),
        new(Load, Number),
        new(IfAtLeast, OtherAbi, Then: 0, Else: 1),
        new(Return, NoSuchCall),
        .. calls.Refused.SelectMany(number => When(number, NotPermitted)),

        // Its flags lie in memory, where a filter cannot see them. The C library takes clone instead.
        .. When(Clone3, NoSuchCall),
        new(IfEqual, calls.CloneCall, Then: 0, Else: 4),
        new(Load, Flags),
        new(IfAnyBit, NameSpaces, Then: 0, Else: 1),
        new(Return, NotPermitted),
        new(Return, Allow),
        .. Unless(calls.Socket, Allow),
        new(Load, Family),
        .. When(Unix, Allow),
        .. Unless(InternetV4, NoSuchFamily),
        new(Load, Type),
        new(And, TypeMask),
        .. Unless(Stream, NotPermitted),
        new(Load, Protocol),
        .. When(0, Allow),
        .. When(Tcp, Allow),
        new(Return, NotPermitted),
    ];

    private static Instruction[] When(uint value, uint result) => [new(IfEqual, value, Then: 0, Else: 1), new(Return, result)];

    private static Instruction[] Unless(uint value, uint result) => [new(IfEqual, value, Then: 1, Else: 0), new(Return, result)];

    [LibraryImport(Libc.Library, SetLastError = true)]
    private static partial nint syscall(nint number, nint operation, nuint flags, Program* program);

    /// <summary>Numbers of system calls, by the machine's architecture.</summary>
    /// <param name="Architecture">AUDIT_ARCH of linux/audit.h.</param>
    /// <param name="Seccomp">seccomp.</param>
    /// <param name="Socket">socket.</param>
    /// <param name="CloneCall">clone.</param>
    /// <param name="Refused">What fails whatever its arguments are.</param>
    private sealed record Calls(uint Architecture, int Seccomp, uint Socket, uint CloneCall, uint[] Refused)
    {
        private const uint None = uint.MaxValue;

        private static readonly (uint X64, uint Arm64)[] AllRefused =
        [
            (59, 221), (322, 281), // execve, execveat
            (101, 117), (310, 270), (311, 271), (438, 438), // ptrace, process_vm_readv, process_vm_writev, pidfd_getfd
            (248, 217), (249, 218), (250, 219), // add_key, request_key, keyctl
            (298, 241), (321, 280), (323, 282), // perf_event_open, bpf, userfaultfd
            (425, 425), // io_uring_setup: its rings open files and sockets past this filter
            (272, 97), (308, 268), // unshare, setns

            // Landlock knows neither modes nor owners nor attributes. By descriptor they are those of a file that could be opened.
            (90, None), (268, 53), (452, 452), // chmod, fchmodat, fchmodat2
            (92, None), (94, None), (260, 54), // chown, lchown, fchownat
            (188, 5), (189, 6), (463, 463), // setxattr, lsetxattr, setxattrat
            (197, 14), (198, 15), (466, 466), // removexattr, lremovexattr, removexattrat
            (469, 469), // file_setattr
        ];

        public static Calls? Here { get; } = RuntimeInformation.ProcessArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => new(0xC000003E, 317, 41, 56, [.. AllRefused.Select(call => call.X64)]),
            System.Runtime.InteropServices.Architecture.Arm64 =>
                new(0xC00000B7, 277, 198, 220, [.. AllRefused.Select(call => call.Arm64).Where(number => number != None)]),
            _ => null,
        };
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte Then, byte Else, uint Value)
    {
        public Instruction(ushort code, uint value)
            : this(code, 0, 0, value)
        {
        }

        public Instruction(ushort code, uint value, byte Then, byte Else)
            : this(code, Then, Else, value)
        {
        }
    }

    private struct Program
    {
        public ushort Length;
        public Instruction* First;
    }
}
