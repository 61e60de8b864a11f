using System.Globalization;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>The schedule shifts between the sheet and the tap.</summary>
public sealed class ShiftedScheduleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Guide => _folder.File("guide.xml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_tap_plays_the_airing_where_it_went_or_says_that_it_is_not_on_yet()
    {
        Schedule(("Early Show", -90, -30), ("The Night Garden", -30, 30));
        var (home, phone) = await Home.StartPairedAsync(new() { Guide = [Guide] });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        var tapped = (await phone.ShareAsync("#NightGarden right now")).Candidates[0];
        Assert.Equal(AiringTime.Now, tapped.When);

        Schedule(("Football Overtime", -90, 20), ("The Night Garden", 20, 80));
        Assert.Equal(0, (await home.RunAgentAsync("guide", "refresh")).ExitCode);
        var early = await phone.DoAsync(Phone.SeeIt(tapped));
        Assert.Equal((Progress.Failed, FailureKind.NotOnYet), (early.Progress, early.Failure));
        Assert.StartsWith("\"The Night Garden\" begins on ", early.Detail, StringComparison.Ordinal);
        Assert.NotEqual(TvState.Playing, (await home.StatusAsync()).Tv.State);

        Schedule(("Football Overtime", -90, -5), ("The Night Garden", -5, 55));
        Assert.Equal(0, (await home.RunAgentAsync("guide", "refresh")).ExitCode);
        Assert.Equal(Progress.Done, (await phone.DoAsync(Phone.SeeIt(tapped))).Progress);
        Assert.Equal("The Night Garden", (await home.StatusAsync()).Tv.Title);
        await home.Screen.WaitForMovingClockAsync("garden.demo");
    }

    /// <summary>Minutes from now.</summary>
    private void Schedule(params (string Title, int From, int To)[] programmes)
    {
        var now = TimeProvider.System.GetUtcNow();
        var rows = programmes.Select(programme => string.Create(CultureInfo.InvariantCulture,
            $"<programme channel=\"garden.demo\" start=\"{now.AddMinutes(programme.From):yyyyMMddHHmmss}\" stop=\"{now.AddMinutes(programme.To):yyyyMMddHHmmss}\"><title>{programme.Title}</title></programme>"));
        File.WriteAllText(Guide, $"<tv>{string.Concat(rows)}</tv>");
    }
}
