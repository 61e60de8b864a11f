using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SeeIt.Guide.Lineup;

/// <summary>A channel while lineups are put together. Not thread-safe.</summary>
internal sealed partial class ChannelDraft
{
    /// <summary>More sources are no help to anyone, and all of them are compared with each new one.</summary>
    public const int MostSources = 100;

    /// <summary>What makes two channels of different lineups the same, the surest first.</summary>
    public static readonly IReadOnlyList<Func<ChannelDraft, IEnumerable<string>>> Identities =
    [
        draft => [draft.Id],
        draft => draft._services.Select(service => service.ToString()),
        draft => draft._guideId is { } id ? [Feed().Replace(id, "")] : [],
        draft => draft._number is { } number && AtscNumber.Of(number) is { } atsc ? [atsc] : [],
        draft => draft.Names.Select(name => name.Key),
        draft => draft.Names.Select(name => name.Station),
    ];

    private readonly string _name;
    private readonly TimeSpan _shift;
    private readonly List<string> _aliases = [];
    private readonly List<Source> _sources = [];
    private readonly List<ServiceId> _services = [];

    /// <summary>So many of the aliases are an earlier lineup's, with the guide's among them: no channel is known by them.</summary>
    private readonly int _inherited;
    private string? _guideId;
    private string? _number;
    private string? _group;
    private string? _logo;
    private bool _isRadio;
    private List<StationName>? _names;

    /// <param name="entry">Its first.</param>
    /// <param name="later">Guide ids of which a "+1" channel is an hour later.</param>
    public ChannelDraft(LineupEntry entry, HashSet<string> later)
    {
        _name = entry.Name;
        _guideId = entry.GuideId;
        _shift = entry.Shift == TimeSpan.Zero && entry.GuideId is { } id && later.Contains(id) ? TimeSpan.FromHours(PlusOf(entry)) : entry.Shift;
        Id = entry.GuideId is { } guideId ? WithShift(guideId, _shift)
            : entry.Service?.ToString() ?? ChannelNames.Slug(entry.Name) ?? entry.Uri.OriginalString;
    }

    /// <summary>Of an earlier lineup, with those of its sources that came from one input.</summary>
    public ChannelDraft(Channel channel, string input)
    {
        (Id, _name, _guideId, _shift) = (channel.Id, channel.Name, channel.GuideId, channel.TvgShift);
        (_number, _group, _logo, _isRadio) = (channel.Number, channel.Group, channel.Logo, channel.IsRadio);
        _aliases.AddRange(channel.Aliases);
        _inherited = _aliases.Count;
        _sources.AddRange(channel.Sources.Where(source => source.Input == input));
    }

    public string Id { get; private set; }

    /// <summary>Taken apart when another lineup comes: most households have one.</summary>
    private List<StationName> Names => _names ??= [.. _aliases.Skip(_inherited).Prepend(_name).Select(StationName.Of)];

    private int Plus => Names[0].Plus;

    private string? Country => Names.Find(name => name.Country is not null)?.Country ?? CountryOf(_guideId);

    /// <summary>By how many hours the entry's names say it is later.</summary>
    public static int PlusOf(LineupEntry entry) => PlusOf(entry.Name) is > 0 and var plus ? plus : entry.Alias is { } alias ? PlusOf(alias) : 0;

    public static string WithShift(string guideId, TimeSpan shift) =>
        shift == TimeSpan.Zero ? guideId : string.Create(CultureInfo.InvariantCulture, $"{guideId}@{shift.TotalHours:+0.##;-0.##}");

    /// <summary>Another station may have the same id: then this one gets another.</summary>
    /// <param name="taken">The ids of all others, with the last number that was put behind each.</param>
    public void TakeId(Dictionary<string, int> taken)
    {
        var wanted = Id;
        while (!taken.TryAdd(Id, 1))
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{wanted}~{++CollectionsMarshal.GetValueRefOrNullRef(taken, wanted)}");
        }
    }

    /// <summary>False when the two cannot be the same station at the same time.</summary>
    public bool MayBe(ChannelDraft other) =>
        (_shift != TimeSpan.Zero ? _shift.TotalHours : Plus) == (other._shift != TimeSpan.Zero ? other._shift.TotalHours : other.Plus)
        && (Country is not { } country || other.Country is not { } otherCountry || country == otherCountry);

    /// <returns>False when it has so many sources that one more is left out.</returns>
    public bool TryAdd(LineupEntry entry, string input)
    {
        if (_sources.Count >= MostSources)
        {
            return false;
        }

        AddAlias(entry.Name);
        AddAlias(entry.Alias);
        _number ??= entry.Number;
        _group ??= entry.Group;
        _logo ??= entry.Logo;
        _isRadio |= entry.IsRadio;
        if (entry.Service is { } service && !_services.Contains(service))
        {
            _services.Add(service);
        }

        AddSource(entry.ToSource(input));
        return true;
    }

    /// <summary>The same channel of a later lineup: its names become aliases, its sources come last.</summary>
    public void Join(ChannelDraft other)
    {
        AddAlias(other._name);
        other._aliases.ForEach(AddAlias);
        _guideId ??= other._guideId;
        _number ??= other._number;
        _group ??= other._group;
        _logo ??= other._logo;
        _isRadio |= other._isRadio;
        _services.AddRange(other._services.Except(_services));
        other._sources.ForEach(AddSource);
    }

    public Channel ToChannel() => new(Id, _name, _number, _aliases, _group, _guideId, _shift, _isRadio, _logo, _sources);

    /// <summary>An address comes once, but two programmes of it are two.</summary>
    private void AddSource(Source source)
    {
        if (!_sources.Exists(own => own.Uri == source.Uri && own.Options.GetValueOrDefault("program") == source.Options.GetValueOrDefault("program")))
        {
            _sources.Add(source);
        }
    }

    private void AddAlias(string? alias)
    {
        if (alias is not null && alias != _name && !_aliases.Contains(alias))
        {
            _aliases.Add(alias);
            _names?.Add(StationName.Of(alias));
        }
    }

    private static int PlusOf(string name) =>
        name.Contains('+', StringComparison.Ordinal) || name.Contains("plus", StringComparison.OrdinalIgnoreCase) ? StationName.Of(name).Plus : 0;

    /// <summary>"BBCOne.uk" is of the United Kingdom.</summary>
    private static string? CountryOf(string? guideId) =>
        guideId is not null && Domain().Match(guideId) is { Success: true } match ? match.Groups[1].Value.ToUpperInvariant() switch
        {
            "UK" => "GB",
            var country => country,
        } : null;

    // iptv-org's ids name the feed too: "BBCOne.uk@HD".
    [GeneratedRegex("@(SD|HD|FHD|UHD|4K)$", RegexOptions.IgnoreCase)]
    private static partial Regex Feed();

    [GeneratedRegex(@"\.([a-z]{2})(@|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Domain();
}
