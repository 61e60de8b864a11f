using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Store;

/// <summary>Reads lineups; a broken one, or one that could not be had, is replaced by what it was before.</summary>
internal static class LineupImport
{
    /// <param name="inputs">In the owner's order of preference.</param>
    /// <param name="old">The channels before.</param>
    /// <param name="reports">Gets one for each input.</param>
    /// <param name="cancellation">Checked at each entry.</param>
    public static IReadOnlyList<Channel> Read(
        IReadOnlyList<LineupInput> inputs, IReadOnlyList<Channel> old, List<InputReport> reports, CancellationToken cancellation)
    {
        var lineup = new LineupBuilder();
        var anyTaken = false;
        foreach (var input in inputs)
        {
            var report = Read(input, lineup, cancellation);
            if (report.Error is not null)
            {
                lineup.Keep(old, input.Name);
                report = report with { KeptOld = old.Any(channel => channel.Sources.Any(source => source.Input == input.Name)) };
            }

            anyTaken |= report.Error is null;
            reports.Add(report);
        }

        return anyTaken ? lineup.Channels : old;
    }

    private static InputReport Read(LineupInput input, LineupBuilder lineup, CancellationToken cancellation)
    {
        var tally = new LeftOutTally();
        var documents = new LineupDocuments(input) { LeftOut = problem => tally.Add(problem) };
        var entries = new List<LineupEntry>();
        var error = input.Error;
        try
        {
            foreach (var entry in documents.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                entries.Add(entry);
            }
        }
        catch (GuideFormatException exception)
        {
            error = exception.Problem;
        }
        catch (IOException exception)
        {
            error = new Problem(input.Name, 0, $"It could not be read: {exception.Message}");
        }

        if (error is null && entries.Count == 0)
        {
            error = tally.ToList() is [var left, ..]
                ? left.First with { Message = $"No channel of it can be used. {left.First.Message}" }
                : new Problem(input.Name, 0, "There is no channel in it.");
        }

        if (error is not null)
        {
            return new InputReport(input.Name, InputKind.Lineup, 0, 0, tally.ToList(), error);
        }

        var surplus = 0;
        var added = lineup.Add(entries, input.Name, entry =>
        {
            surplus++;
            tally.Add(new Problem(input.Name, 0, $"More than {ChannelDraft.MostSources} sources of one channel: \"{entry.Name}\"."));
        });
        return new InputReport(input.Name, InputKind.Lineup, added, entries.Count - surplus, tally.ToList()) { GuideAddresses = documents.GuideAddresses, Note = documents.Note };
    }
}
