using System.Globalization;

namespace SeeIt.EndToEnd.Tests;

internal static class ProcessTable
{
    /// <summary>The id of a process's child by its name, as soon as there is one.</summary>
    public static async Task<int> ChildAsync(int parent, string name) => (await Eventually.GetAsync(
        () => Task.FromResult(Find(parent, name)?.ToString(CultureInfo.InvariantCulture)), $"a child {name} of process {parent}")) is var id
            ? int.Parse(id, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>SIGSTOP reaches a process's threads one by one: it stands when all of them do.</summary>
    public static Task StopAsync(int process)
    {
        Signals.Send(process, Signals.Stop);
        return Eventually.TrueAsync(
            () => Directory.EnumerateDirectories($"/proc/{process}/task").All(task => File.ReadAllText(Path.Combine(task, "stat")).Split(')')[^1].TrimStart().StartsWith('T')),
            $"process {process} stands");
    }

    /// <summary>The id of a process's child by its name; null when there is none now.</summary>
    public static int? Find(int parent, string name)
    {
        foreach (var task in Directory.EnumerateDirectories($"/proc/{parent}/task"))
        {
            foreach (var child in File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (File.ReadAllText($"/proc/{child}/comm").TrimEnd() == name)
                {
                    return int.Parse(child, CultureInfo.InvariantCulture);
                }
            }
        }

        return null;
    }
}
