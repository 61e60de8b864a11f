using System.Net;

namespace SeeIt.Box.Tests.Harness;

/// <summary>
/// The virtual LAN that run.sh has made: a bridge in a network of its own, with the tests at <see cref="Here"/>. There is
/// one, so tests that use it never run at the same time.
/// </summary>
internal static class Lan
{
    public const string Bridge = "lan0";

    public const int PrefixLength = 24;

    /// <summary>The tests' own address: the phone's, and the servers' that tests run.</summary>
    public static readonly IPAddress Here = IPAddress.Parse("192.168.77.1");

    public static readonly IPAddress Tv = IPAddress.Parse("192.168.77.2");

    public static readonly IPAddress Hub = IPAddress.Parse("192.168.77.3");

    /// <summary>The Debian that make-image.sh made; never written to.</summary>
    public static string Image => Required("SEEIT_BOX_IMAGE");

    /// <summary>A folder of the kernel's cgroup2 that the boxes may divide.</summary>
    public static string Group => Required("SEEIT_BOX_GROUP");

    /// <summary>In memory, and gone with the name spaces.</summary>
    public const string Folder = "/run/seeit-box";

    /// <summary>Skips the test with run.sh's reason, or where run.sh did not start it.</summary>
    public static void SkipUnlessThere()
    {
        if (Environment.GetEnvironmentVariable("SEEIT_BOX_SKIP") is { Length: > 0 } why)
        {
            Assert.Skip(why);
        }

        Assert.SkipUnless(Directory.Exists(Folder), "Boxes are booted in name spaces of their own: start tests/box/run.sh.");
    }

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set: start tests/box/run.sh.");
}
