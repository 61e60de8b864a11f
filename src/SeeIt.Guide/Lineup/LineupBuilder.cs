using System.Globalization;

namespace SeeIt.Guide.Lineup;

/// <summary>
/// Makes channels of playlist entries. Entries with the same tvg-id and tvg-shift, or without tvg-id and with the same
/// name, are one channel with several sources. Not thread-safe.
/// </summary>
public sealed class LineupBuilder
{
    private readonly Dictionary<string, Draft> _byId = new(StringComparer.Ordinal);
    private readonly List<Draft> _drafts = [];

    /// <summary>The channels in the order in which they first came.</summary>
    public IReadOnlyList<Channel> Channels => [.. _drafts.Select(draft => draft.ToChannel())];

    /// <param name="entry">An entry.</param>
    /// <param name="input">The name of the input it came from.</param>
    /// <returns>False when the channel was there already, and the entry became a further source of it.</returns>
    public bool Add(M3uEntry entry, string input)
    {
        var name = FirstOf(entry.Name, entry["tvg-name"], entry["tvg-id"]) ?? entry.Uri.OriginalString;
        var shift = Shift(entry["tvg-shift"]);
        var id = entry["tvg-id"] is { } tvgId ? WithShift(tvgId, shift) : ChannelNames.Slug(name) ?? entry.Uri.OriginalString;
        var isNew = !_byId.TryGetValue(id, out var draft);
        if (draft is null)
        {
            draft = new Draft(id, name, entry["tvg-id"], shift);
            _byId.Add(id, draft);
            _drafts.Add(draft);
        }

        draft.Merge(entry, name, input);
        return isNew;
    }

    /// <summary>Takes a channel over from an earlier lineup, with those of its sources that came from <paramref name="input"/>.</summary>
    internal void Keep(Channel channel, string input)
    {
        if (!channel.Sources.Any(source => source.Input == input))
        {
            return;
        }

        if (!_byId.TryGetValue(channel.Id, out var draft))
        {
            draft = new Draft(channel.Id, channel.Name, channel.GuideId, channel.TvgShift);
            _byId.Add(channel.Id, draft);
            _drafts.Add(draft);
        }

        draft.Merge(channel, input);
    }

    internal static string WithShift(string tvgId, TimeSpan shift) =>
        shift == TimeSpan.Zero ? tvgId : string.Create(CultureInfo.InvariantCulture, $"{tvgId}@{shift.TotalHours:+0.##;-0.##}");

    /// <summary>tvg-shift is in hours, with fractions; what is no number, or more than a day, counts as none.</summary>
    internal static TimeSpan Shift(string? hours) =>
        double.TryParse(hours, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= 24
            ? TimeSpan.FromMinutes(Math.Round(value * 60))
            : TimeSpan.Zero;

    private static string? FirstOf(params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(name))
            {
                return name.Trim();
            }
        }

        return null;
    }

    private sealed class Draft(string id, string name, string? guideId, TimeSpan shift)
    {
        private readonly List<string> _aliases = [];
        private readonly List<Source> _sources = [];
        private string? _number;
        private string? _group;
        private string? _logo;
        private bool _isRadio;

        public void Merge(M3uEntry entry, string entryName, string input)
        {
            AddAlias(entryName);
            AddAlias(entry["tvg-name"]);
            _number ??= FirstOf(entry["tvg-chno"], entry["channel-number"], entry["ch-number"]);
            _group ??= entry.Group;
            _logo ??= entry["tvg-logo"];
            _isRadio |= entry["radio"] is "true" or "1" or "yes";
            if (!_sources.Exists(source => source.Uri == entry.Uri))
            {
                _sources.Add(new Source(entry.Uri, entry.Headers, WithCatchup(entry), input));
            }
        }

        public void Merge(Channel channel, string input)
        {
            AddAlias(channel.Name);
            foreach (var alias in channel.Aliases)
            {
                AddAlias(alias);
            }

            _number ??= channel.Number;
            _group ??= channel.Group;
            _logo ??= channel.Logo;
            _isRadio |= channel.IsRadio;
            _sources.AddRange(channel.Sources.Where(source => source.Input == input && !_sources.Exists(own => own.Uri == source.Uri)));
        }

        public Channel ToChannel() => new(id, name, _number, _aliases, _group, guideId, shift, _isRadio, _logo, _sources);

        private void AddAlias(string? alias)
        {
            if (alias is not null && alias != name && !_aliases.Contains(alias))
            {
                _aliases.Add(alias);
            }
        }

        private static IReadOnlyDictionary<string, string> WithCatchup(M3uEntry entry)
        {
            Dictionary<string, string>? options = null;
            foreach (var (key, value) in entry.Attributes)
            {
                if (key.StartsWith("catchup", StringComparison.OrdinalIgnoreCase)
                    || key.ToLowerInvariant() is "timeshift" or "tvg-rec")
                {
                    options ??= new Dictionary<string, string>(entry.Options, StringComparer.OrdinalIgnoreCase);
                    options.TryAdd(key, value);
                }
            }

            return options ?? entry.Options;
        }
    }
}
