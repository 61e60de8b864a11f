using SeeIt.TestKit;

namespace SeeIt.Architecture.Tests.Packaging;

/// <summary>A unit of packaging/systemd as it is written.</summary>
internal sealed class Unit(string name)
{
    public string File { get; } = Repository.Path("packaging", "systemd", name);

    /// <summary>The values of a setting, in the order in which they stand; an empty list when it does not.</summary>
    public IReadOnlyList<string> Values(string setting) =>
        [.. System.IO.File.ReadLines(File)
            .Where(line => line.StartsWith(setting + "=", StringComparison.Ordinal))
            .Select(line => line[(setting.Length + 1)..])];

    /// <summary>The one value of a setting.</summary>
    public string Value(string setting) => Assert.Single(Values(setting));

    /// <summary>The words of all values of a setting.</summary>
    public IEnumerable<string> Words(string setting) => Values(setting).SelectMany(value => value.Split(' '));
}
