using SeeIt.Demo.Broadcast;

namespace SeeIt.Demo.Guide;

/// <summary>What each channel shows, over and over. The first of each list is on when the demo starts.</summary>
public static class Shows
{
    private static readonly Show NightGarden = new(
        "The Night Garden",
        "Children",
        "When the gate is locked, the garden wakes: Pip the hedgehog and Moth keep the lanterns lit.",
        Season: 2,
        Episodes: ["The Lantern Thief", "A Door in the Hedge", "Frost on the Pond", "Moth's Long Way Home", "The Last Leaf"]);

    private static readonly Show BakeOrBreak = new(
        "Bake or Break",
        "Entertainment",
        "Eight home bakers, one oven each, and a clock that nobody can see.",
        Slots: 2,
        Season: 7,
        Episodes: ["Bread Week", "Pastry Week", "Caramel Week", "The Semi-final"]);

    private static readonly Show HarbourLights = new(
        "Harbour Lights",
        "Drama",
        "Inspector Maren Holt is back in the fishing town that she left, and so is the case.",
        Slots: 2,
        Season: 1,
        Episodes: ["Low Water", "The Pilot's Daughter", "Undertow", "Slack Tide", "All Hands", "The Light at Farrow Point"]);

    public static IReadOnlyList<Show> Of(DemoChannel channel) => Schedules[channel.Id];

    private static readonly Dictionary<string, IReadOnlyList<Show>> Schedules = new()
    {
        [DemoChannel.Garden.Id] =
        [
            NightGarden,
            new("Tiny Tractors", "Children", "The smallest farm in the world has the biggest jobs.", Season: 1, Episodes: ["Mud", "Hay", "Rain"]),
            BakeOrBreak,
            new("Allotment Diaries", "Leisure", "A year on one plot of earth, and the people who dig it."),
            new("Otter Watch", "Nature", "Hidden cameras on a river after dark.", Season: 3, Episodes: ["Cubs", "The Weir", "High Water"]),
        ],
        [DemoChannel.Harbour.Id] =
        [
            HarbourLights,
            new("Quiz Island", "Game show", "Six contestants, twelve questions, one boat home.", Season: 4, Episodes: ["Heat One", "Heat Two", "The Final"]),
            new("Kitchen Rivals", "Entertainment", "Two chefs who do not speak cook the same dish.", Season: 2, Episodes: ["Soup", "Dumplings"]),
            new("Midnight at the Pier", "Film", "Late film. A ferryman finds a suitcase that two strangers come to claim.", Slots: 4),
        ],
        [DemoChannel.News.Id] =
        [
            new("News Round Live", "News", "The day's stories, with reports from the regions."),
            new("The Long Interview", "Talk", "Half an hour, one guest, no clock.", Season: 9, Episodes: ["The Cartographer", "The Referee", "The Night Nurse"]),
            new("Weather Watch", "News", "The forecast, and what is behind it."),
            new("Money Plainly", "Business", "What prices did this week, without the jargon."),
        ],
    };
}
