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

    /// <summary>Methods that touch LibVLC, each with its file and what calls it: that is inside <c>Deadline.Call</c>.</summary>
    private static readonly (string File, string Declared, string Calls)[] Helpers =
    [
        ("Description.cs", "List<Track> Tracks(Session session, MediaPlayer player)", @"\bTracks\(session, player\)"),
        ("LibVlcOptions.cs", "LibVLC Create(PlayerOptions options)", @"\bLibVlcOptions\.Create\("),
        ("PlayerPreferences.cs", "void Apply(PlaybackPreferences preferences, MediaPlayer player)", @"\bPlayerPreferences\.Apply\("),
        ("PlayerSlot.cs", "MediaPlayer Make(LibVLC vlc, uint window, string vout)", @"\bMake\(vlc, window, vout\)"),
        ("Session.cs", "void Dispose()", @"\b[Ss]ession\.Dispose\b"),
    ];

    private static readonly Dictionary<string, string> Sources = Find("SeeIt.Player").Files(".cs")
        .ToDictionary(file => Path.GetFileName(file), file => Comment().Replace(File.ReadAllText(file), ""));

    [Fact]
    public void LibVLC_is_touched_inside_a_deadline_only()
    {
        var touches = new Regex($@"\b(?:[Pp]layer|[Mm]edia|_?vlc)\??\.(?:{string.Join('|', Members())})\b|\bnew (?:Media|MediaPlayer|LibVLC)\(");
        Assert.Empty(Sources.SelectMany(source => Outside(touches, WithoutHelpers(source.Key, source.Value))));

        // Where a helper touches nothing any more, its entry is not needed.
        Assert.All(Helpers, helper => Assert.NotEmpty(Outside(touches, Body(Sources[helper.File], helper.Declared))));
    }

    [Fact]
    public void What_touches_it_for_others_is_called_inside_a_deadline_only()
    {
        foreach (var (file, _, calls) in Helpers)
        {
            Assert.True(Sources.Values.Any(text => Regex.IsMatch(text, calls)), $"Nothing calls what is in {file}.");
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

    private static string WithoutHelpers(string file, string text) =>
        Helpers.Where(helper => helper.File == file).Aggregate(text, (rest, helper) => rest.Replace(Body(rest, helper.Declared), "", StringComparison.Ordinal));

    private static string Body(string text, string declared)
    {
        var at = text.IndexOf(declared, StringComparison.Ordinal);
        Assert.True(at >= 0, $"Nothing is declared as {declared}.");
        var from = text.IndexOf('{', at) + 1;
        return text[from..End(text, from, '{', '}')];
    }

    /// <summary>Where the parenthesis is closed that was opened just before. The names that are given to the deadline have none.</summary>
    private static int End(string text, int from, char opens = '(', char closes = ')')
    {
        var at = from;
        for (var open = 1; open > 0; at++)
        {
            open += text[at] == opens ? 1 : text[at] == closes ? -1 : 0;
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
