using System.Reflection;
using System.Text.RegularExpressions;

namespace SeeIt.Architecture.Tests;

/// <summary>
/// Nothing in the player touches LibVLC but inside <c>Deadline.Call</c>, which ends the process when it does not return.
/// Read from the sources: which call blocks is LibVLC's to know, so all of them count but those that ask LibVLC nothing.
/// </summary>
public sealed partial class DeadlineTests
{
    /// <summary>Members of the binding that call nothing.</summary>
    private static readonly string[] Harmless = ["Id", "Events", "Log"];

    /// <summary>Files with methods that touch LibVLC, and what calls each of them: that is inside <c>Deadline.Call</c>.</summary>
    private static readonly Dictionary<string, string> Helpers = new()
    {
        ["Description.cs"] = @"\bTracks\(session, player\)",
        ["LibVlcOptions.cs"] = @"\bLibVlcOptions\.Create\(",
        ["PlayerPreferences.cs"] = @"\bPlayerPreferences\.Apply\(",
        ["PlayerSlot.cs"] = @"(?<!MediaPlayer )\bMake\(vlc, ",
        ["Session.cs"] = @"\b[Ss]ession\.Dispose\b",
    };

    private static readonly Dictionary<string, string> Sources = Find("SeeIt.Player").Files(".cs")
        .ToDictionary(file => Path.GetFileName(file), file => Comment().Replace(File.ReadAllText(file), ""));

    [Fact]
    public void LibVLC_is_touched_inside_a_deadline_only()
    {
        var touches = new Regex($@"\b(?:[Pp]layer|[Mm]edia|_?vlc)\??\.(?:{string.Join('|', Members())})\b|\bnew (?:Media|MediaPlayer|LibVLC)\(");
        var astray = Sources
            .SelectMany(source => Outside(touches, source.Value).Select(line => (source.Key, Line: line)))
            .ToLookup(found => Helpers.ContainsKey(found.Key));
        Assert.Empty(astray[false]);

        // Where nothing is found any more, the entry is not needed.
        Assert.Equal(Helpers.Keys.Order(StringComparer.Ordinal), astray[true].Select(found => found.Key).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_touches_it_for_others_is_called_inside_a_deadline_only()
    {
        foreach (var (file, calls) in Helpers)
        {
            var all = Sources.Values.Sum(text => Regex.Count(text, calls));
            Assert.True(all > 0, $"Nothing calls what is in {file}.");
            Assert.Empty(Sources.SelectMany(source => Outside(new Regex(calls), source.Value)));
        }
    }

    [Fact]
    public void A_touch_outside_is_found()
    {
        var stop = new Regex(@"\bPlayer\.Stop\b");
        Assert.Empty(Outside(stop, """_deadline.Call("stop", () => { if (x(1)) { Player.Stop(); } });"""));
        Assert.Single(Outside(stop, """_deadline.Call("stop", () => x(1)); Player.Stop();"""));
    }

    /// <summary>The lines of what matches and is in no call of the deadline's.</summary>
    private static IEnumerable<string> Outside(Regex what, string text)
    {
        var inside = DeadlineCall().Matches(text).Select(call => (From: call.Index, To: End(text, call.Index + call.Length))).ToList();
        return what.Matches(text)
            .Where(match => !inside.Exists(call => call.From < match.Index && match.Index < call.To))
            .Select(match => text[(text.LastIndexOf('\n', match.Index) + 1)..].Split('\n')[0].Trim());
    }

    /// <summary>Where the parenthesis is closed that was opened just before. The names that are given to the deadline have none.</summary>
    private static int End(string text, int from)
    {
        var at = from;
        for (var open = 1; open > 0; at++)
        {
            open += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
        }

        return at;
    }

    private static IEnumerable<string> Members() =>
        Find("SeeIt.LibVlc").PublicMethods("MediaPlayer", "Media", "LibVLC")
            .Where(method => !method.Attributes.HasFlag(MethodAttributes.Static))
            .Select(method => Accessor().Replace(method.Name, ""))
            .Where(name => name != ".ctor")
            .Except(Harmless)
            .Distinct();

    private static Project Find(string name) => Project.All.Single(project => project.Name == name);

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex Comment();

    /// <summary>And MediaSource's own, which has the deadline make the media that it is given.</summary>
    [GeneratedRegex(@"\b_?deadline\.Call\(|\breturn Make\((?=\(\) => new Media\()")]
    private static partial Regex DeadlineCall();

    [GeneratedRegex("^[gs]et_")]
    private static partial Regex Accessor();
}
