using SeeIt.Agent.Playback;
using SeeIt.Agent.Settings;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Pairing;

/// <summary>From an unpaired box to a paired one: the code on the TV, renewed until somebody approves it.</summary>
public sealed partial class PairingFlow(
    HubAuthority authority, BoxIdentity identity, IPlayer player, AgentSettings settings, TimeProvider time, ILogger<PairingFlow> log)
{
    /// <summary>What the TV shows now; null when it is not waiting to be paired.</summary>
    public PairingOffer? Offer { get; private set; }

    /// <summary>Returns when the box is paired.</summary>
    /// <exception cref="HubException">The hub cannot be asked; try again later.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await PairAsync(stop);
        }
        finally
        {
            Offer = null;
        }
    }

    private async Task PairAsync(CancellationToken stop)
    {
        while (true)
        {
            var offer = Offer = await authority.BeginPairingAsync(stop);
            CodeShown(offer.Address);
            await player.ShowScreenAsync(new PairingScreen(settings.Name, offer.Address, offer.UserCode, offer.Link, offer.Number), stop);
            if (await WaitForApprovalAsync(offer, stop) is { } clientId)
            {
                identity.SetClient(clientId);
                Paired();
                await player.ShowScreenAsync(new IdleScreen(settings.Name), stop);
                return;
            }
        }
    }

    /// <summary>Null when the offer ran out or was refused.</summary>
    private async Task<string?> WaitForApprovalAsync(PairingOffer offer, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var interval = offer.Interval;
        while (time.GetElapsedTime(began) < offer.ExpiresIn)
        {
            await Task.Delay(interval, time, stop);
            switch (await authority.PollAsync(offer, interval, stop))
            {
                case PollResult.Approved approved:
                    return approved.ClientId;
                case PollResult.Refused refused:
                    Refused(refused.Reason);
                    return null;
                case PollResult.Pending pending:
                    interval = pending.Interval;
                    break;
            }
        }

        return null;
    }

    [LoggerMessage(201, LogLevel.Information, "A pairing code is on the TV; it is typed at {Address}.")]
    private partial void CodeShown(string address);

    [LoggerMessage(202, LogLevel.Information, "The box is paired.")]
    private partial void Paired();

    [LoggerMessage(203, LogLevel.Information, "The pairing was not approved ({Reason}); a new code follows.")]
    private partial void Refused(string reason);
}
