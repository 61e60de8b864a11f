using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>Says what of the link's promises (DESIGN.md) a history breaks.</summary>
public static class HistoryChecker
{
    /// <summary>The box's log is read a little later than it was written, and its clock began when the hub's did not.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    /// <summary>What a process holds while it warms up says nothing.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    private const int MostMoreDescriptors = 12;
    private const double MostMoreMemory = 1.3;

    /// <returns>One line for each breach, with the command's id; none when all was kept.</returns>
    public static IReadOnlyList<string> Breaches(LinkHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return
        [
            .. Outcomes(history), .. OutcomesThatChanged(history), .. Sequences(history), .. Starts(history), .. StatusOrder(history),
            .. ViewingSessions(history), .. Resources(history),
        ];
    }

    private static IEnumerable<string> Outcomes(LinkHistory history)
    {
        foreach (var taken in history.Taken)
        {
            var kept = history.Table.Where(command => command.Id == taken.Id).ToList();
            if (kept.Count != 1)
            {
                yield return $"{taken.Id} was taken and is {kept.Count} times in the table";
            }
            else if (!kept[0].Progress.IsTerminal())
            {
                yield return $"{taken.Id} has no outcome: {kept[0].Progress}";
            }
        }
    }

    private static IEnumerable<string> OutcomesThatChanged(LinkHistory history)
    {
        foreach (var command in history.Seen.GroupBy(seen => seen.Id))
        {
            var kept = history.Table.Where(row => row.Id == command.Key).Select(row => row.Progress);
            var outcomes = command.Select(seen => seen.Progress).Concat(kept).SkipWhile(progress => !progress.IsTerminal()).Distinct().ToList();
            if (outcomes.Count > 1)
            {
                yield return $"{command.Key} was {string.Join(", then ", outcomes)}";
            }
        }
    }

    private static IEnumerable<string> Sequences(LinkHistory history)
    {
        var sequences = history.Table.Select(command => command.Sequence).Order().ToList();
        return sequences.Where((sequence, index) => sequence != index + 1).Take(1)
            .Select(sequence => $"the commands' numbers have a gap or a double before {sequence}");
    }

    private static IEnumerable<string> Starts(LinkHistory history)
    {
        var table = history.Table.DistinctBy(command => command.Id).ToDictionary(command => command.Id);
        foreach (var command in history.Started.GroupBy(start => start.Id))
        {
            if (command.Count() > 1)
            {
                yield return $"{command.Key} was started {command.Count()} times";
            }

            if (!table.TryGetValue(command.Key, out var kept))
            {
                yield return $"{command.Key} was started and is not in the table";
            }
            else if (kept.Progress == Progress.Expired)
            {
                yield return $"{command.Key} was started and expired";
            }

            if (history.Taken.FirstOrDefault(taken => taken.Id == command.Key) is { } taken && command.First().At > taken.At + taken.TimeToLive + Slack)
            {
                yield return $"{command.Key} was started {(command.First().At - taken.At).TotalSeconds:0.0} s after it was taken: it lives {taken.TimeToLive.TotalSeconds} s";
            }
        }

        foreach (var done in history.Table.Where(command => command.Progress == Progress.Done && history.Started.All(start => start.Id != command.Id)))
        {
            yield return $"{done.Id} is done and was never started";
        }

        var order = history.Started.Where(start => table.ContainsKey(start.Id)).Select(start => table[start.Id]).ToList();
        foreach (var (before, after) in order.Zip(order.Skip(1)).Where(pair => pair.Second.Sequence < pair.First.Sequence))
        {
            yield return $"{after.Id} (number {after.Sequence}) was started after {before.Id} (number {before.Sequence})";
        }
    }

    private static IEnumerable<string> StatusOrder(LinkHistory history)
    {
        foreach (var boot in history.Statuses.GroupBy(status => status.BootId))
        {
            var numbers = boot.Select(status => status.Sequence).ToList();
            if (numbers.Zip(numbers.Skip(1)).Any(pair => pair.Second < pair.First))
            {
                yield return $"of boot {boot.Key} an older status came after a newer one";
            }
        }
    }

    private static IEnumerable<string> ViewingSessions(LinkHistory history)
    {
        foreach (var doubled in history.HubViewings.GroupBy(viewing => viewing.Id).Where(viewings => viewings.Count() > 1))
        {
            yield return $"viewing {doubled.Key} is {doubled.Count()} times at the hub";
        }

        foreach (var lost in history.BoxViewings.Except(history.HubViewings))
        {
            yield return $"viewing {lost.Id} of {lost.CommandId} is at the box and not, or otherwise, at the hub";
        }

        foreach (var invented in history.HubViewings.Except(history.BoxViewings))
        {
            yield return $"viewing {invented.Id} of {invented.CommandId} is at the hub and not, or otherwise, at the box";
        }

        var done = history.Table.Where(command => command.Progress == Progress.Done).Select(command => command.Id).ToHashSet();
        foreach (var show in history.Taken.Where(taken => taken.IsShow && done.Contains(taken.Id)))
        {
            if (history.HubViewings.All(viewing => viewing.CommandId != show.Id))
            {
                yield return $"{show.Id} was shown and no viewing tells of it";
            }
        }

        var inOrder = history.HubViewings.OrderBy(viewing => viewing.Started).ToList();
        foreach (var (before, after) in inOrder.Zip(inOrder.Skip(1)).Where(pair => pair.Second.Started < pair.First.Ended))
        {
            yield return $"viewing {after.Id} began before viewing {before.Id} had ended";
        }
    }

    private static IEnumerable<string> Resources(LinkHistory history)
    {
        foreach (var process in history.Held.GroupBy(held => held.Process))
        {
            var began = process.Min(held => held.At);
            var warm = process.Where(held => held.At >= began + WarmUp).OrderBy(held => held.At).ToList();
            if (warm.Count < 6)
            {
                continue;
            }

            // The least that it holds: what comes and goes is no leak.
            var (first, last) = (warm.Take(warm.Count / 3).ToList(), warm.TakeLast(warm.Count / 3).ToList());
            var (few, many) = (first.Min(held => held.Descriptors), last.Min(held => held.Descriptors));
            if (many > few + MostMoreDescriptors)
            {
                yield return $"{process.Key} held {few} descriptors, and then {many}";
            }

            var (small, large) = (first.Min(held => held.ResidentKb), last.Min(held => held.ResidentKb));
            if (large > small * MostMoreMemory)
            {
                yield return $"{process.Key} held {small} KB, and then {large} KB";
            }
        }
    }
}
