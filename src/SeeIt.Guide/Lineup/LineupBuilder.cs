namespace SeeIt.Guide.Lineup;

/// <summary>
/// Makes the household's channels of lineups, which are added in the owner's order of preference. Not thread-safe.
/// </summary>
/// <remarks>
/// What one lineup keeps apart stays apart: its entries are one channel only when it says so, by the same tvg-id and
/// tvg-shift, the same DVB service, or the same name. A channel of a later lineup becomes a further source of one that is
/// there already when both are the same DVB service; else have the same id in the guide; else the same ATSC number; else
/// the same name; else the same name but for what tells the quality. A channel that is an hour later ("+1"), or of another
/// country, is another one.
/// </remarks>
public sealed class LineupBuilder
{
    private readonly List<ChannelDraft> _household = [];

    /// <summary>The channels in the order in which they first came.</summary>
    public IReadOnlyList<Channel> Channels => [.. _household.Select(draft => draft.ToChannel())];

    /// <summary>Adds a lineup.</summary>
    /// <param name="entries">All of it.</param>
    /// <param name="input">The name of the input it came from.</param>
    /// <param name="leftOut">Told of an entry of whose channel there are too many sources.</param>
    /// <returns>How many channels are new with it; the others became further sources of those that were there.</returns>
    public int Add(IReadOnlyCollection<LineupEntry> entries, string input, Action<LineupEntry>? leftOut = null)
    {
        var drafts = new Dictionary<string, ChannelDraft>(StringComparer.OrdinalIgnoreCase);
        var fillers = FillersOf(entries);
        var later = LaterOf(entries);
        List<ChannelDraft> ordered = [];
        foreach (var given in entries)
        {
            var entry = given.GuideId is { } id && fillers.Contains(id) ? given with { GuideId = null } : given;
            var draft = new ChannelDraft(entry, later);
            var key = $"{draft.Id}\n{entry.Distinction}";
            if (!drafts.TryAdd(key, draft))
            {
                draft = drafts[key];
            }
            else
            {
                ordered.Add(draft);
            }

            if (!draft.TryAdd(entry, input))
            {
                leftOut?.Invoke(entry);
            }
        }

        return Merge(ordered);
    }

    /// <summary>Takes channels over from an earlier lineup, with those of their sources that came from <paramref name="input"/>.</summary>
    internal void Keep(IEnumerable<Channel> channels, string input) =>
        Merge([.. channels.Where(channel => channel.Sources.Any(source => source.Input == input)).Select(channel => new ChannelDraft(channel, input))]);

    /// <summary>What stands in the place of a guide id where there is none, whatever it is: so many entries have it that it is no channel's.</summary>
    private static HashSet<string> FillersOf(IReadOnlyCollection<LineupEntry> entries) => entries
        .Select(entry => entry.GuideId)
        .OfType<string>()
        .CountBy(id => id, StringComparer.OrdinalIgnoreCase)
        .Where(id => id.Value > ChannelDraft.MostSources)
        .Select(id => id.Key)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The guide ids that an entry has whose name is not that of a "+1" channel: a "+1" channel that has the same is meant to be later.</summary>
    private static HashSet<string> LaterOf(IReadOnlyCollection<LineupEntry> entries)
    {
        var ids = new Dictionary<string, (bool Plain, bool Later)>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (entry.GuideId is { } id && entry.Shift == TimeSpan.Zero)
            {
                var isLater = ChannelDraft.PlusOf(entry) > 0;
                var (plain, later) = ids.GetValueOrDefault(id);
                ids[id] = (plain || !isLater, later || isLater);
            }
        }

        return ids.Where(id => id.Value is { Plain: true, Later: true }).Select(id => id.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private int Merge(List<ChannelDraft> added)
    {
        var taken = new HashSet<ChannelDraft>();
        var left = added;
        foreach (var identity in ChannelDraft.Identities)
        {
            if (left.Count == 0 || _household.Count == 0)
            {
                break;
            }

            var known = Index(identity);
            left = [.. left.Where(draft => !TryJoin(draft, identity, known, taken))];
        }

        var ids = _household.ToDictionary(draft => draft.Id, _ => 1, StringComparer.OrdinalIgnoreCase);
        foreach (var draft in left)
        {
            draft.TakeId(ids);
            _household.Add(draft);
        }

        return left.Count;
    }

    /// <summary>By key; null where the household has several such channels.</summary>
    private Dictionary<string, ChannelDraft?> Index(Func<ChannelDraft, IEnumerable<string>> identity)
    {
        var known = new Dictionary<string, ChannelDraft?>(StringComparer.OrdinalIgnoreCase);
        foreach (var draft in _household)
        {
            foreach (var key in identity(draft))
            {
                if (!known.TryAdd(key, draft) && known[key] != draft)
                {
                    known[key] = null;
                }
            }
        }

        return known;
    }

    private static bool TryJoin(
        ChannelDraft draft, Func<ChannelDraft, IEnumerable<string>> identity, Dictionary<string, ChannelDraft?> known, HashSet<ChannelDraft> taken)
    {
        foreach (var key in identity(draft))
        {
            if (known.GetValueOrDefault(key) is { } same && same.MayBe(draft) && taken.Add(same))
            {
                same.Join(draft);
                return true;
            }
        }

        return false;
    }
}
