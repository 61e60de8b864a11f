using System.Text.Json;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Storage;

/// <content>The viewing sessions, and what the hub is told of them.</content>
public sealed partial class StateStore
{
    /// <summary>Of the texts of a viewing that the hub is told.</summary>
    private const int LongestTold = 512;

    /// <summary>Bytes of the viewings in one call: the hub takes messages of 64 KB, and the viewing with the longest texts has 10.</summary>
    private const int MostTold = 48 * 1_024;

    /// <summary>Bytes of a viewing as JSON, but for its texts.</summary>
    private const int MostOfTheRest = 400;

    /// <summary>Bytes that JSON needs for a letter: \uXXXX.</summary>
    private const int MostOfALetter = 6;

    /// <summary>A viewing session begins: at the first picture.</summary>
    public long BeginSession(KeptShow show, DateTimeOffset started) => Locked(() =>
        (long)Scalar(
            "INSERT INTO viewing_session (command, channel_id, title, post, requester, place_ms, started, boot, uid) VALUES ($command, $channel, $title, $post, $requester, $place, $started, $boot, $uid) RETURNING id",
            ("$command", Key(show.CommandId)),
            ("$channel", show.ChannelId),
            ("$title", show.Title),
            ("$post", show.Post is { } post ? JsonSerializer.Serialize(post, HubJson.Default.Post) : null),
            ("$requester", show.RequestedBy),
            ("$place", show.PlaceMs),
            ("$started", started.ToUnixTimeMilliseconds()),
            ("$boot", _machineBoot),
            ("$uid", Key(Guid.CreateVersion7(started))))!);

    /// <summary>Where a session that runs is now, in media time.</summary>
    public void KeepPlace(long session, long placeMs) => Locked(() =>
        Execute("UPDATE viewing_session SET place_ms = $place WHERE id = $id AND ended IS NULL", ("$id", session), ("$place", placeMs)));

    /// <summary>The viewing session that ended last; null when none has.</summary>
    public SessionEnd? LastEnd => Locked(() =>
    {
        using var select = Statement("SELECT id, command, outcome, ended FROM viewing_session WHERE ended IS NOT NULL ORDER BY id DESC LIMIT 1");
        using var row = select.ExecuteReader();
        return row.Read()
            ? new SessionEnd(
                row.GetInt64(0),
                Guid.Parse(row.GetString(1)),
                Enum.Parse<ViewingOutcome>(row.GetString(2), ignoreCase: true),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)))
            : null;
    });

    /// <summary>And ends. Where the clock was set meanwhile, the session began by the new one too: boxes without a battery start in 1970.</summary>
    /// <param name="session">From <see cref="BeginSession"/>.</param>
    /// <param name="outcome">How.</param>
    /// <param name="ended">By the box's clock.</param>
    /// <param name="watched">How long it was on.</param>
    public void EndSession(long session, ViewingOutcome outcome, DateTimeOffset ended, TimeSpan watched) => Locked(() =>
        Execute(
            "UPDATE viewing_session SET started = $started, ended = $ended, outcome = $outcome WHERE id = $id AND ended IS NULL",
            ("$id", session),
            ("$started", (ended - watched).ToUnixTimeMilliseconds()),
            ("$ended", ended.ToUnixTimeMilliseconds()),
            ("$outcome", outcome.ToString().ToLowerInvariant())));

    /// <summary>
    /// Viewing sessions that have ended and that the hub has not confirmed, oldest first, a hundred at most and no more than fit
    /// into one message of the link: one that is too long for the hub would end the link, again and again.
    /// </summary>
    public IReadOnlyList<Viewing> UndeliveredViewings() => Locked(() =>
    {
        using var select = Statement(
            "SELECT uid, command, channel_id, title, requester, started, ended, outcome FROM viewing_session WHERE delivered = 0 AND ended IS NOT NULL ORDER BY id LIMIT 100");
        using var rows = select.ExecuteReader();
        var viewings = new List<Viewing>();
        var room = MostTold;
        while (rows.Read())
        {
            var viewing = new Viewing(
                Guid.Parse(rows.GetString(0)),
                Guid.Parse(rows.GetString(1)),
                Told(rows.GetString(2)),
                rows.IsDBNull(3) ? null : Told(rows.GetString(3)),
                rows.IsDBNull(4) ? null : Told(rows.GetString(4)),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(5)),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(6)),
                Enum.Parse<ViewingOutcome>(rows.GetString(7), ignoreCase: true));
            room -= MostOfTheRest + (MostOfALetter * (viewing.ChannelId.Length + (viewing.Title?.Length ?? 0) + (viewing.RequestedBy?.Length ?? 0)));
            if (room < 0)
            {
                break;
            }

            viewings.Add(viewing);
        }

        return viewings;
    });

    /// <summary>The hub has stored them.</summary>
    public void MarkDelivered(IReadOnlyList<Viewing> viewings) => Locked(() =>
    {
        using var transaction = _database.BeginTransaction();
        var marked = viewings.Sum(viewing => Execute("UPDATE viewing_session SET delivered = 1 WHERE uid = $uid", ("$uid", Key(viewing.Id))));
        transaction.Commit();
        return marked;
    });

    /// <summary>The hub keeps no more of a text. It is cut between characters, not within one of two halves.</summary>
    private static string Told(string text) =>
        text.Length <= LongestTold ? text : text[..(char.IsHighSurrogate(text[LongestTold - 1]) ? LongestTold - 1 : LongestTold)];
}
