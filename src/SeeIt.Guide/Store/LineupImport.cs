using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Store;

/// <summary>Reads lineups; a broken one is replaced by what it was before.</summary>
internal static class LineupImport
{
    /// <param name="inputs">In the owner's order of preference.</param>
    /// <param name="old">The channels before.</param>
    /// <param name="reports">Gets one for each input.</param>
    /// <param name="cancellation">Checked at each entry.</param>
    public static IReadOnlyList<Channel> Read(
        IReadOnlyList<NamedStream> inputs, IReadOnlyList<Channel> old, List<InputReport> reports, CancellationToken cancellation)
    {
        var lineup = new LineupBuilder();
        var anyTaken = false;
        foreach (var input in inputs)
        {
            var reader = new M3uReader(input);
            var entries = new List<M3uEntry>();
            Problem? error = null;
            try
            {
                foreach (var entry in reader.Read())
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

            var tally = new LeftOutTally();
            foreach (var problem in reader.Problems)
            {
                tally.Add(problem);
            }

            if (error is null)
            {
                anyTaken = true;
                var channels = entries.Count(entry => lineup.Add(entry, input.Name));
                reports.Add(new InputReport(input.Name, InputKind.Lineup, channels, entries.Count, tally.ToList()));
            }
            else
            {
                var kept = old.Any(channel => channel.Sources.Any(source => source.Input == input.Name));
                foreach (var channel in old)
                {
                    lineup.Keep(channel, input.Name);
                }

                reports.Add(new InputReport(input.Name, InputKind.Lineup, 0, 0, tally.ToList(), error, kept));
            }
        }

        return anyTaken ? lineup.Channels : old;
    }
}
