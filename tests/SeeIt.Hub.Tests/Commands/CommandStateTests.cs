using CsCheck;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Commands;

namespace SeeIt.Hub.Tests.Commands;

public sealed class CommandStateTests
{
    private static readonly Progress[] Every = Enum.GetValues<Progress>();

    private static CommandRecord Queued => new(Guid.NewGuid(), "tv", Guid.NewGuid(), 1, new StopVerb(), "Ada", 0, 5_000, Progress.Queued);

    [Fact]
    public void Any_reports_move_forward_only_and_end_once() =>
        Gen.Int[0, Every.Length - 1].Select(i => Every[i]).Array[0, 30].Sample(reports =>
        {
            var command = Queued;
            var ends = 0;
            foreach (var progress in reports)
            {
                var next = CommandState.Next(command, new CommandReport(command.Id, progress, FailureKind.NoSignal, "why", 700));
                if (next is null)
                {
                    continue;
                }

                Assert.False(command.Progress.IsTerminal());
                Assert.True(next.Progress > command.Progress);
                Assert.Equal(next.Progress == Progress.Failed, next.Failure is not null);
                Assert.Equal(next.Progress == Progress.Done, next.FirstPictureMs is not null);
                ends += next.Progress.IsTerminal() ? 1 : 0;
                command = next;
            }

            Assert.True(ends <= 1);
            Assert.Equal(ends == 1, command.Progress.IsTerminal());
        });

    [Theory]
    [InlineData(Progress.Queued, true)]
    [InlineData(Progress.Sent, true)]
    [InlineData(Progress.Accepted, true)]
    [InlineData(Progress.Resolving, false)]
    [InlineData(Progress.Tuning, false)]
    public void Only_what_never_started_expires(Progress from, bool expires) =>
        Assert.Equal(expires, CommandState.Next(Queued with { Progress = from }, new CommandReport(Guid.Empty, Progress.Expired)) is not null);
}
