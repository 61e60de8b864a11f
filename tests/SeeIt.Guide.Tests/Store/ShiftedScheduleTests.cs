using System.Globalization;
using CsCheck;

namespace SeeIt.Guide.Tests.Store;

/// <summary>Recordings and reminders find their airing again in each new schedule, or are told that it is gone.</summary>
public sealed class ShiftedScheduleTests : IDisposable
{
    private const string Id = "EP01234567.0042";

    private readonly TestGuide _test = new("2026-03-03 20:00");

    public void Dispose() => _test.Dispose();

    [Fact]
    public void An_airing_that_was_retitled_is_found_by_its_programme_id()
    {
        Import((30, 60, "The Final: Live Special", Id), (90, 60, "News", null));

        var found = _test.Guide.Find("a", _test.Now, "The Final", Id);

        Assert.Equal(("The Final: Live Special", _test.Now.AddMinutes(30)), (found?.Title, found?.Start));
    }

    [Fact]
    public void Of_the_same_episode_twice_a_day_the_nearest_is_found()
    {
        Import((-300, 60, "Soap", Id), (20, 60, "Soap", Id), (400, 60, "Soap", Id));

        Assert.Equal(_test.Now.AddMinutes(20), _test.Guide.Find("a", _test.Now, "Soap", Id)?.Start);
    }

    [Fact]
    public void The_same_programme_id_counts_for_more_than_the_same_title_nearby()
    {
        Import((10, 30, "Soap", "EP01234567.0041"), (40, 30, "Soap", Id));

        Assert.Equal(_test.Now.AddMinutes(40), _test.Guide.Find("a", _test.Now, "Soap", Id)?.Start);
    }

    [Fact]
    public void A_cancelled_airing_is_told_as_gone()
    {
        Import((0, 60, "Football instead", "SP00000001.0000"), (24 * 60, 60, "The Final", Id));

        Assert.Null(_test.Guide.Find("a", _test.Now, "The Final", Id));
        Assert.Null(_test.Guide.Find("elsewhere", _test.Now, "Football instead"));
    }

    /// <summary>Any shift of the whole evening up to 12 h: the airing is found where it went.</summary>
    [Fact]
    public void Any_shift_up_to_half_a_day_is_followed() => Gen.Int[-12 * 60, 12 * 60].Sample(
        minutes =>
        {
            Import((minutes - 60, 60, "Before", null), (minutes, 60, "The Show", null), (minutes + 60, 60, "After", null));
            Assert.Equal(_test.Now.AddMinutes(minutes), _test.Guide.Find("a", _test.Now, "the show")?.Start);
        },
        iter: 40, threads: 1);

    private void Import(params (int Start, int Length, string Title, string? Id)[] programmes)
    {
        var rows = programmes.Select(programme =>
            $"<programme channel=\"a\" start=\"{At(programme.Start)}\" stop=\"{At(programme.Start + programme.Length)}\"><title>{programme.Title}</title>"
            + (programme.Id is { } id ? $"<episode-num system=\"dd_progid\">{id}</episode-num>" : "") + "</programme>");
        var result = _test.Guide.Import([], [TestGuide.Text("guide.xml", $"<tv>{string.Concat(rows)}</tv>")], TestContext.Current.CancellationToken);
        Assert.True(result.Installed, string.Join('\n', result.Errors));
    }

    private string At(int minutes) => _test.Now.AddMinutes(minutes).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
