using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Store;

/// <summary>
/// Finds each channel of the lineup in the guide: by id; then a display-name that is the tvg-name (a space is as good as
/// "_"); then by name, folded; then by name without "HD" and the like; then by its ATSC number, which is the same for all
/// who receive it, where no other channel of the guide has that.
/// </summary>
internal sealed partial class ChannelMap
{
    private readonly Dictionary<string, GuideChannel> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, GuideChannel> _byUnderscored = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, GuideChannel> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GuideChannel> _byPlainKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<GuideChannel>> _byAtsc = new(StringComparer.Ordinal);
    private readonly List<GuideChannel> _all = [];

    public ChannelMap(SqliteConnection connection)
    {
        using var command = connection.Command(
            """
            SELECT c.id, c.xmltv_id, n.name FROM guide_channel c LEFT JOIN guide_name n ON n.guide_channel = c.id
            ORDER BY c.id, n.rowid
            """);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (_all.Count == 0 || _all[^1].Id != row.GetInt64(0))
            {
                _all.Add(new GuideChannel(row.GetInt64(0), row.GetString(1), []));
                _byId.TryAdd(_all[^1].XmltvId, _all[^1]);
            }

            if (row.TextOrNull(2) is { } name && !_all[^1].Names.Contains(name))
            {
                _all[^1].Names.Add(name);
                Index(_all[^1], name);
            }
        }
    }

    public GuideChannel? Find(Channel channel)
    {
        if (channel.GuideId is { } id && _byId.TryGetValue(id, out var found))
        {
            return found;
        }

        return Find(_byUnderscored, channel, name => name.Replace(' ', '_'))
            ?? Find(_byKey, channel, ChannelNames.Key)
            ?? Find(_byPlainKey, channel, ChannelNames.PlainKey)
            ?? (channel.Number is { } number && AtscNumber.Of(number) is { } atsc && _byAtsc.GetValueOrDefault(atsc) is [var only] ? only : null);
    }

    /// <summary>What stands in for a lineup while there is none: the guide's channels, without sources.</summary>
    public List<Channel> AsLineup() =>
    [
        .. _all.Select(channel => new Channel(
            channel.XmltvId,
            channel.Names.Find(name => !IsNumber().IsMatch(name)) ?? channel.XmltvId,
            channel.Names.Find(name => IsNumber().IsMatch(name)),
            [],
            Group: null,
            GuideId: channel.XmltvId,
            TimeSpan.Zero,
            IsRadio: false,
            Logo: null,
            Sources: [])),
    ];

    private static GuideChannel? Find(Dictionary<string, GuideChannel> index, Channel channel, Func<string, string> key)
    {
        foreach (var name in channel.Aliases.Prepend(channel.Name))
        {
            if (key(name) is { Length: > 0 } value && index.TryGetValue(value, out var found))
            {
                return found;
            }
        }

        return null;
    }

    private void Index(GuideChannel channel, string name)
    {
        if (!IsNumber().IsMatch(name))
        {
            _byUnderscored.TryAdd(name.Replace(' ', '_'), channel);
            _byKey.TryAdd(ChannelNames.Key(name), channel);
            _byPlainKey.TryAdd(ChannelNames.PlainKey(name), channel);
        }
        else if (AtscNumber.Of(name) is { } number)
        {
            if (!_byAtsc.TryGetValue(number, out var channels))
            {
                _byAtsc.Add(number, channels = []);
            }

            channels.Add(channel);
        }
    }

    /// <summary>Guides give numbers as display-names too: "201", "7-1".</summary>
    [GeneratedRegex(@"^\d+([.-]\d+)?$")]
    private static partial Regex IsNumber();

    internal sealed record GuideChannel(long Id, string XmltvId, List<string> Names);
}
