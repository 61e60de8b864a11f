using System.Net;
using SeeIt.Agent.Pairing;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Settings;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Link;

/// <summary>Why a link ended.</summary>
public enum LinkEnd
{
    /// <summary>The token grows old: connect again at once.</summary>
    Renew,

    /// <summary>The connection broke.</summary>
    Lost,

    /// <summary>The hub does not know this box any more.</summary>
    Unpaired,
}

/// <summary>
/// Keeps the box connected: pairs it when it is not paired, dials, serves the link until it ends, waits, dials again.
/// The loop is ours: SignalR's own retries give up for good and never retry a first start.
/// </summary>
public sealed partial class HubLink(
    HubAuthority authority,
    BoxIdentity identity,
    PairingFlow pairing,
    LinkConnection connection,
    IPlayer player,
    AgentSettings settings,
    TimeProvider time,
    ILogger<HubLink> log) : BackgroundService
{
    private readonly Backoff _backoff = new(time, Random.Shared);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var (pause, trouble) = await RunOnceAsync(stoppingToken);
            if (trouble is not null && identity.ClientId is null)
            {
                // Nobody can pair with a hub that does not answer: the screen is where the person looks.
                await player.ShowScreenAsync(new TroubleScreen("The hub does not answer", $"{trouble} Trying again."), stoppingToken);
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
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

            switch (await authority.RequestTokenAsync(stop))
            {
                case TokenResult.Granted token:
                    return await ServeAsync(token, stop);
                case TokenResult.Unpaired unpaired:
                    await ForgetClientAsync(unpaired.Reason, stop);
                    return (TimeSpan.Zero, null);
                default:
                    throw new InvalidOperationException("There are two kinds of token results.");
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

    private async Task<(TimeSpan Pause, string? Trouble)> ServeAsync(TokenResult.Granted token, CancellationToken stop)
    {
        var end = await connection.RunAsync(token, stop);
        _backoff.Worked();
        LinkEnded(end);
        if (end == LinkEnd.Unpaired)
        {
            await ForgetClientAsync("unpaired from a phone", stop);
        }

        return (end == LinkEnd.Lost ? _backoff.Next(null) : TimeSpan.Zero, null);
    }

    private async Task ForgetClientAsync(string reason, CancellationToken stop)
    {
        WasUnpaired(reason);
        identity.SetClient(null);
        await player.ShowScreenAsync(new IdleScreen(settings.Name), stop);
    }

    private (TimeSpan Pause, string? Trouble) Failed(Exception exception, TimeSpan? retryAfter)
    {
        if (exception is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized })
        {
            Unauthorized();
        }

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
