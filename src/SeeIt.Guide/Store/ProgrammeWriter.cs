using Microsoft.Data.Sqlite;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Store;

/// <summary>Inserts what an XMLTV file holds, with statements that are prepared once. Not thread-safe.</summary>
internal sealed class ProgrammeWriter : IDisposable
{
    /// <summary>More than there are in any guide that is for people; each takes memory when the lineup's channels are looked for.</summary>
    internal const int MostChannels = 50_000;

    /// <summary>Names of all channels.</summary>
    private const int MostNames = 4 * MostChannels;

    /// <summary>Titles: some 2 MB.</summary>
    private const int MostRemembered = 16_384;

    // Programmes often write their channel's id in another case than the channel has it.
    private readonly Dictionary<string, long> _channels = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _shows = new(StringComparer.Ordinal);
    private readonly SqliteCommand _addChannel;
    private readonly SqliteCommand _addName;
    private readonly SqliteCommand _addTitle;
    private readonly SqliteCommand _add;
    private readonly SqliteParameter[] _values;
    private int _names;

    public ProgrammeWriter(SqliteConnection connection)
    {
        _addChannel = connection.Command(
            "INSERT INTO guide_channel (xmltv_id) VALUES (@id) ON CONFLICT DO UPDATE SET xmltv_id = xmltv_id RETURNING id",
            ("@id", ""));
        _addName = connection.Command("INSERT INTO guide_name VALUES (@channel, @input, @name)", ("@channel", 0L), ("@input", 0L), ("@name", ""));
        _addTitle = connection.Command("INSERT OR IGNORE INTO show_title VALUES (@show, @title)", ("@show", 0L), ("@title", ""));
        _add = connection.CreateCommand();
        string[] columns =
        [
            "input", "guide_channel", "start", "stop", "show", "title", "language", "sub_title", "description", "people",
            "categories", "season", "episode", "part", "programme_id", "episode_ids", "date", "repeat", "new", "line",
        ];
        _add.CommandText = $"INSERT INTO programme ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})";
        _values = [.. columns.Select(column => _add.Parameters.AddWithValue("@" + column, DBNull.Value))];
    }

    /// <returns>False when there are too many channels.</returns>
    public bool TryAdd(long input, XmltvChannel channel)
    {
        if (ChannelId(channel.Id) is not { } id)
        {
            return false;
        }

        foreach (var name in channel.Names.Take(MostNames - _names))
        {
            _names++;
            _addName.Parameters[0].Value = id;
            _addName.Parameters[1].Value = input;
            _addName.Parameters[2].Value = name;
            _addName.ExecuteNonQuery();
        }

        return true;
    }

    /// <param name="input">The guide's row.</param>
    /// <param name="programme">As the file has it.</param>
    /// <param name="shift">Seconds that are added to its times.</param>
    /// <returns>False when there are too many channels, and this is on another.</returns>
    public bool TryAdd(long input, XmltvProgramme programme, long shift)
    {
        if (ChannelId(programme.Channel) is not { } channel)
        {
            return false;
        }

        var title = programme.Titles[0];
        var (show, isNew) = Show(title.Text);
        var (number, programmeId) = Number(programme.EpisodeIds);
        Set(input, channel, programme.Start + shift, programme.Stop + shift, show, title.Text, title.Language,
            FirstOf(programme.SubTitles, title.Language),
            FirstOf(programme.Descriptions, title.Language),
            Lines.Join(programme.Credits.Select(credit => credit.Character is { Length: > 0 } character ? $"{credit.Name} ({character})" : credit.Name)),
            Lines.Join(programme.Categories),
            (long?)number.Season, (long?)number.Episode, (long?)number.Part,
            programmeId,
            Lines.Join(programme.EpisodeIds.Select(id => $"{id.System}\t{id.Value}")),
            programme.Date,
            programme.IsRepeat ? 1L : 0L,
            programme.IsNew ? 1L : 0L,
            programme.Line);
        _add.ExecuteNonQuery();

        for (var i = isNew ? 0 : 1; i < programme.Titles.Count; i++)
        {
            _addTitle.Parameters[0].Value = show;
            _addTitle.Parameters[1].Value = programme.Titles[i].Text;
            _addTitle.ExecuteNonQuery();
        }

        return true;
    }

    /// <summary>A title comes again and again, and its id takes a hash.</summary>
    /// <returns>And whether the title is new, as far as is remembered.</returns>
    private (long Show, bool IsNew) Show(string title)
    {
        if (_shows.TryGetValue(title, out var show))
        {
            return (show, false);
        }

        if (_shows.Count == MostRemembered)
        {
            _shows.Clear();
        }

        show = ShowId.Of(title);
        _shows.Add(title, show);
        return (show, true);
    }

    /// <summary>Channels that were added by others are looked up again.</summary>
    public void Forget() => _channels.Clear();

    public void Dispose()
    {
        _addChannel.Dispose();
        _addName.Dispose();
        _addTitle.Dispose();
        _add.Dispose();
    }

    private long? ChannelId(string xmltvId)
    {
        if (!_channels.TryGetValue(xmltvId, out var id))
        {
            if (_channels.Count == MostChannels)
            {
                return null;
            }

            _addChannel.Parameters[0].Value = xmltvId;
            id = (long)_addChannel.ExecuteScalar()!;
            _channels.Add(xmltvId, id);
        }

        return id;
    }

    private void Set(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _values[i].Value = values[i] ?? DBNull.Value;
        }
    }

    private static string? FirstOf(List<LocalText> texts, string? language)
    {
        foreach (var text in texts)
        {
            if (text.Language == language)
            {
                return text.Text;
            }
        }

        return texts.Count > 0 ? texts[0].Text : null;
    }

    /// <summary>xmltv_ns is exact; onscreen fills what it leaves open.</summary>
    private static (EpisodeNumber Number, string? ProgrammeId) Number(List<EpisodeId> ids)
    {
        EpisodeNumber exact = default, onscreen = default;
        string? programmeId = null;
        foreach (var id in ids)
        {
            switch (id.System)
            {
                case "xmltv_ns":
                    exact = EpisodeNumbers.FromXmltvNs(id.Value);
                    break;
                case "onscreen" or "common" or "SxxExx":
                    onscreen = EpisodeNumbers.FromOnscreen(id.Value);
                    break;
                case "dd_progid":
                    programmeId = id.Value;
                    break;
            }
        }

        return (new EpisodeNumber(exact.Season ?? onscreen.Season, exact.Episode ?? onscreen.Episode, exact.Part), programmeId);
    }
}
