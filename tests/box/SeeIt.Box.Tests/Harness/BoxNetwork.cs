using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SeeIt.Box.Tests.Harness;

/// <summary>Servers of the tests that are, to a box, programs of its own: they listen on its loopback.</summary>
internal static partial class BoxNetwork
{
    private const int NetworkSpace = 0x40000000;

    /// <summary>A socket stays in the network that its thread was in: this one is made by a thread that goes there, and ends.</summary>
    /// <param name="leader">A process of the box.</param>
    /// <param name="port">On the box's 127.0.0.1; 0 for any.</param>
    /// <returns>It listens.</returns>
    public static TcpListener Listen(int leader, int port)
    {
        TcpListener? listener = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var space = File.OpenHandle($"/proc/{leader}/ns/net");
                if (EnterSpace(space, NetworkSpace) != 0)
                {
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                }

                listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? listener! : throw new InvalidOperationException($"No listener on port {port} in the box: {failure.Message}", failure);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int EnterSpace(SafeHandle space, int kind);
}
