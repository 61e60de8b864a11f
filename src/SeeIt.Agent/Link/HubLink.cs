using System.Net;
using SeeIt.Agent.Pairing;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Telemetry;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Link;

/// <summary>
/// Keeps the box connected: pairs it when it is not paired, dials, serves the link until it ends, waits, dials again.
/// The loop is ours: SignalR's own retries give up for good and never retry a first start.
/// </summary>
public sealed partial class HubLink(
    AccessTokens tokens,
    BoxIdentity identity,
    PairingFlow pairing,
    LinkConnection connection,
    LinkWakes wakes,
    Problems problems,
    IPlayer player,
    AgentSettings settings,
    TimeProvider time,
    ILogger<HubLink> log) : BackgroundService
{
    private const string Subject = "identity";
    private const int LongestDrainMs = 300_000;
    private static readonly TimeSpan _settling = TimeSpan.FromMilliseconds(300);

    private readonly Backoff _backoff = new(time, Random.Shared);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var box = identity.BoxId;
            using var run = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            void EndWhenReset()
            {
                if (identity.BoxId != box)
                {
                    run.Cancel();
                }
            }

            identity.Changed += EndWhenReset;
            try
            {
                await DialAndRestAsync(run.Token);
            }
            catch (OperationCanceledException) when (run.IsCancellationRequested)
            {
                // Of the box that it was, nothing is left to do.
            }
            finally
            {
                identity.Changed -= EndWhenReset;
            }

            if (identity.BoxId != box)
            {
                tokens.Forget();
                problems.Set(Subject, null);
            }
        }
    }

    private async Task DialAndRestAsync(CancellationToken stop)
    {
        var (pause, trouble) = await RunOnceAsync(stop);
        if (trouble is not null && identity.ClientId is null)
        {
            // Nobody can pair with a hub that does not answer: the screen is where the person looks.
            await player.ShowScreenAsync(new TroubleScreen("The hub does not answer", $"{trouble} Trying again."), stop);
        }

        await RestAsync(pause, stop);
    }

    /// <summary>Less when the hub may be reachable again before.</summary>
    private async Task RestAsync(TimeSpan pause, CancellationToken stop)
    {
        using var resting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var wake = wakes.Next;
        if (await Task.WhenAny(Task.Delay(pause, time, resting.Token), wake) == wake)
        {
            // An address is there before its route, and changes come in bursts.
            await Task.Delay(_settling, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await resting.CancelAsync();
    }

    /// <summary>One link, from dialling to its end. Returns how long to wait, and what was wrong.</summary>
    private async Task<(TimeSpan Pause, string? Trouble)> RunOnceAsync(CancellationToken stop)
    {
        try
        {
            if (identity.ClientId is null)
            {
                await pairing.RunAsync(stop);
            }

            switch (await tokens.GetAsync(stop))
            {
                case (TokenResult.Granted token, var renewIn):
                    return await ServeAsync(token, renewIn, stop);
                default:
                    await ForgetClientAsync("the hub does not know it", stop);
                    return (TimeSpan.Zero, null);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (TimeSpan.Zero, null);
        }
        catch (HubException exception)
        {
            return Failed(exception, exception.RetryAfter);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever a hub or a network answers, the agent stays, and the picture with it.
            return Failed(exception, null);
        }
    }

    private async Task<(TimeSpan Pause, string? Trouble)> ServeAsync(TokenResult.Granted token, TimeSpan renewIn, CancellationToken stop)
    {
        var ended = await connection.RunAsync(token.AccessToken, renewIn, stop);
        _backoff.Worked();
        LinkEnded(ended.End);
        AgentMeter.LinkEnded(ended.End.ToString());
        switch (ended.End)
        {
            case LinkEnd.Renew or LinkEnd.Slept:
                return (TimeSpan.Zero, null);
            case LinkEnd.Drained:
                return (PauseOf(ended.Drain!), null);
            case LinkEnd.Unpaired:
                await ForgetClientAsync("unpaired from a phone", stop);
                return (TimeSpan.Zero, null);
            case LinkEnd.Replaced:
                await StayReplacedAsync(stop);
                return (TimeSpan.Zero, null);
            default:
                return (_backoff.Next(null), null);
        }
    }

    private static TimeSpan PauseOf(Drain drain)
    {
        var least = Math.Clamp(drain.LeastMs, 0, LongestDrainMs);
        return TimeSpan.FromMilliseconds(Random.Shared.Next(least, Math.Clamp(drain.MostMs, least, LongestDrainMs) + 1));
    }

    /// <summary>
    /// Two boxes with one identity would take the link from each other for ever: the older one leaves it to the newer one,
    /// and says so, until it is started again.
    /// </summary>
    private async Task StayReplacedAsync(CancellationToken stop)
    {
        const string Text = "Another box is paired under this box's identity: its state folder was copied. Run 'seeit-agent reset' on one of them, and pair it again.";
        problems.Set(Subject, Text);
        await player.ShowScreenAsync(new TroubleScreen("This TV is on twice", Text), stop);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ForgetClientAsync(string reason, CancellationToken stop)
    {
        WasUnpaired(reason);
        tokens.Forget();
        identity.SetClient(null);
        await player.ShowScreenAsync(new IdleScreen(settings.Name), stop);
    }

    private (TimeSpan Pause, string? Trouble) Failed(Exception exception, TimeSpan? retryAfter)
    {
        if (exception is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized })
        {
            Unauthorized();
        }

        tokens.Forget();
        var pause = _backoff.Next(retryAfter);
        NotConnected(exception.Message, pause.TotalSeconds);
        return (pause, exception.Message);
    }

    [LoggerMessage(301, LogLevel.Warning, "No link to the hub: {Reason} Trying again in {Seconds:0.0} s.")]
    private partial void NotConnected(string reason, double seconds);

    [LoggerMessage(302, LogLevel.Information, "The link ended: {End}.")]
    private partial void LinkEnded(LinkEnd end);

    [LoggerMessage(303, LogLevel.Warning, "The box was unpaired ({Reason}); it can be paired again.")]
    private partial void WasUnpaired(string reason);

    [LoggerMessage(304, LogLevel.Warning, "The hub refused this box's token.")]
    private partial void Unauthorized();
}
