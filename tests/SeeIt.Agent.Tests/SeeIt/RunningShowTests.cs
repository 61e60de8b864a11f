using SeeIt.Agent.SeeIt;

namespace SeeIt.Agent.Tests.SeeIt;

public sealed class RunningShowTests : IDisposable
{
    private static readonly TimeSpan _moment = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(10);

    private readonly RunningShow _show = new(new Viewed(Guid.NewGuid(), "garden", "Garden TV", null, null), post: null, [], 0, isAnswered: true);

    public void Dispose() => _show.Dispose();

    [Fact]
    public void A_picture_that_is_lost_soon_after_it_has_come_is_lost_once_more_in_a_row() =>
        Assert.Equal([1, 2, 3], new[] { _moment, TimeSpan.Zero, _moment }.Select(_show.LostAfter));

    [Fact]
    public void A_picture_that_was_well_for_ten_seconds_begins_the_row_anew() =>
        Assert.Equal([1, 1, 2, 1], new[] { _settled, _settled, _moment, _settled }.Select(_show.LostAfter));
}
