namespace SeeIt.Demo.Broadcast;

/// <summary>One channel of the demo's lineup.</summary>
/// <param name="Number">The number that is dialled.</param>
/// <param name="Id">The guide's id (tvg-id), the clip's file name, and what the QR code in the picture says.</param>
/// <param name="Name">For people.</param>
/// <param name="Group">The lineup's group-title.</param>
public sealed record DemoChannel(int Number, string Id, string Name, string Group)
{
    public static DemoChannel Garden { get; } = new(1, "garden.demo", "Garden TV", "Children");

    public static DemoChannel Harbour { get; } = new(2, "harbour.demo", "Harbour One", "Entertainment");

    public static DemoChannel News { get; } = new(3, "news.demo", "News Round", "News");

    public static IReadOnlyList<DemoChannel> All { get; } = [Garden, Harbour, News];
}
