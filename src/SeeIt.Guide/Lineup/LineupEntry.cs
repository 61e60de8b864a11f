using SeeIt.Guide.Text;

namespace SeeIt.Guide.Lineup;

/// <summary>One way to play one channel, as a lineup names it, whatever the lineup's format. Immutable.</summary>
/// <param name="Name">For people; not empty.</param>
/// <param name="Uri">Where it is played from.</param>
public sealed record LineupEntry(string Name, Uri Uri)
{
    internal const int LongestName = 200;
    private const int LongestNumber = 20;

    /// <summary>Of an address; what is longer holds the picture itself.</summary>
    private const int LongestLogo = 2_000;

    /// <summary>A second name, or a technical one.</summary>
    public string? Alias { get; init; }

    /// <summary>As the lineup writes it: "7", "7.1".</summary>
    public string? Number { get; init; }

    /// <summary>The guide's channel id (tvg-id).</summary>
    public string? GuideId { get; init; }

    /// <summary>What is added to the guide's times (tvg-shift).</summary>
    public TimeSpan Shift { get; init; }

    public string? Group { get; init; }

    public string? Logo { get; init; }

    public bool IsRadio { get; init; }

    /// <summary>What keeps it apart from others of its lineup that have its name; null: those of one name are one channel.</summary>
    public string? Distinction { get; init; }

    /// <summary>Where the lineup knows it.</summary>
    public ServiceId? Service { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = Source.None;

    public IReadOnlyDictionary<string, string> Options { get; init; } = Source.None;

    /// <summary>Null where their number is not known.</summary>
    public SourceTuners? Tuners { get; init; }

    /// <summary>Without what would tie up or garble whatever shows it: control characters, and what is longer than people read.</summary>
    internal LineupEntry Tidied() => this with
    {
        Name = Tidy.Line(Name, LongestName) ?? SourceAddresses.NameOf(Uri),
        Alias = Tidy.Line(Alias, LongestName),
        Number = Tidy.Line(Number, LongestNumber),
        GuideId = GuideId?.Length <= Channel.LongestId ? GuideId : null,
        Group = Tidy.Line(Group, LongestName),
        Logo = Logo?.Length <= LongestLogo ? Logo : null,
    };

    internal Source ToSource(string input) => new(Uri, Headers, Options, input) { Tuners = Tuners };
}
