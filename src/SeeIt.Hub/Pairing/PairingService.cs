using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Api;
using SeeIt.Hub.Devices;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SeeIt.Hub.Pairing;

public enum PairingOutcome
{
    /// <summary>The code is one that a TV shows.</summary>
    Found,
    Paired,

    /// <summary>No TV shows this code, or not any more.</summary>
    WrongCode,

    /// <summary>Not the number on the TV: the pairing is ended, and the TV shows a new code.</summary>
    WrongNumber,

    /// <summary>Too many failures; see <see cref="AttemptLimits"/>.</summary>
    Blocked,
}

/// <summary>Approves and denies pairings. The same for the page and for the REST API.</summary>
internal sealed class PairingService(
    HubDatabase database,
    IOpenIddictTokenManager tokens,
    BoxClients clients,
    Unpairing unpairing,
    AttemptLimits limits,
    HouseholdEvents events,
    TimeProvider clock)
{
    public async Task RecordAsync(BoxProof proof, string code, string deviceTokenId, string userTokenId, DateTimeOffset expires)
    {
        database.Pairings.Add(new PairingRequest
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            CodeHash = UserCode.Hash(code),
            DeviceTokenId = deviceTokenId,
            UserTokenId = userTokenId,
            BoxId = proof.BoxId,
            Name = proof.Name,
            Model = proof.Model,
            Jwk = proof.Jwk,
            KeyThumbprint = proof.KeyThumbprint,
            Number = proof.Number,
            Choices = Draw(proof.Number),
            ExpiresAtMs = expires.ToUnixTimeMilliseconds(),
        });
        await database.SaveChangesAsync();
    }

    /// <summary>What the approving person is shown for a code.</summary>
    public async Task<(PairingOutcome Outcome, PairingView? Pairing)> FindAsync(Person person, string address, string? typed)
    {
        if (!limits.TryBegin(person.AccountId, address))
        {
            return (PairingOutcome.Blocked, null);
        }

        if (UserCode.Normalize(typed) is not { } code || await WaitingAsync(code) is not { } pairing)
        {
            return (PairingOutcome.WrongCode, null);
        }

        limits.Forgive(person.AccountId, address);
        return (PairingOutcome.Found, new PairingView(UserCode.Display(code), pairing.Name, pairing.Model, pairing.Choices));
    }

    public async Task<(PairingOutcome Outcome, PairedTv? Tv)> ChooseAsync(Person person, string address, string? typed, int number)
    {
        var (outcome, _) = await FindAsync(person, address, typed);
        if (outcome != PairingOutcome.Found || await WaitingAsync(UserCode.Normalize(typed)!) is not { } pairing)
        {
            return (outcome == PairingOutcome.Blocked ? outcome : PairingOutcome.WrongCode, null);
        }

        var right = number == pairing.Number;
        await using var transaction = await database.Database.BeginTransactionAsync();
        if (!await TryCloseAsync(pairing, right ? PairingState.Approved : PairingState.Denied))
        {
            return (PairingOutcome.WrongCode, null);
        }

        if (!right)
        {
            limits.Fail(person.AccountId, address);
            await SettleAsync(pairing.DeviceTokenId, Statuses.Rejected);
            await SettleAsync(pairing.UserTokenId, Statuses.Rejected);
            await transaction.CommitAsync();
            return (PairingOutcome.WrongNumber, null);
        }

        await clients.PutAsync(pairing.BoxId, pairing.Name, pairing.Jwk);
        var before = await AdoptAsync(person, pairing);
        await SettleAsync(pairing.UserTokenId, Statuses.Redeemed);
        await SettleAsync(pairing.DeviceTokenId, Statuses.Valid);
        await transaction.CommitAsync();
        if (before is not null && before.HouseholdId != person.HouseholdId)
        {
            await unpairing.ForgetAsync(before);
        }

        events.Publish(person.HouseholdId, HubEvent.Of(new TvEvent(pairing.BoxId, pairing.Name, TvChange.Paired)));
        return (PairingOutcome.Paired, new PairedTv(pairing.BoxId, pairing.Name));
    }

    /// <summary>The box whose device code this is, once approved.</summary>
    public Task<string?> ApprovedBoxAsync(string deviceTokenId) => database.Pairings
        .Where(p => p.DeviceTokenId == deviceTokenId && p.State == PairingState.Approved)
        .Select(p => p.BoxId)
        .SingleOrDefaultAsync();

    private Task<PairingRequest?> WaitingAsync(string code)
    {
        var hash = UserCode.Hash(code);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return database.Pairings.AsNoTracking().FirstOrDefaultAsync(p => p.CodeHash == hash && p.State == PairingState.Waiting && p.ExpiresAtMs > now);
    }

    /// <returns>False when somebody else was quicker: an approval cannot be replayed.</returns>
    private async Task<bool> TryCloseAsync(PairingRequest pairing, PairingState state) => await database.Pairings
        .Where(p => p.Id == pairing.Id && p.State == PairingState.Waiting)
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.State, state)) == 1;

    /// <returns>The TV as it was, when the box was paired before.</returns>
    private async Task<Tv?> AdoptAsync(Person person, PairingRequest pairing)
    {
        var before = await database.Tvs.AsNoTracking().SingleOrDefaultAsync(tv => tv.Id == pairing.BoxId);
        if (before is not null)
        {
            await database.Tvs.Where(tv => tv.Id == pairing.BoxId).ExecuteDeleteAsync();
        }

        database.Tvs.Add(new Tv
        {
            Id = pairing.BoxId,
            HouseholdId = person.HouseholdId,
            Name = pairing.Name,
            Model = pairing.Model,
            KeyThumbprint = pairing.KeyThumbprint,
            PairedBy = person.Name,
            PairedAtMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        await database.SaveChangesAsync();
        return before;
    }

    private async Task SettleAsync(string tokenId, string status)
    {
        if (await tokens.FindByIdAsync(tokenId) is { } token)
        {
            var descriptor = new OpenIddictTokenDescriptor();
            await tokens.PopulateAsync(descriptor, token);
            descriptor.Status = status;
            await tokens.UpdateAsync(token, descriptor);
        }
    }

    /// <summary>The right number and two others, in an order that tells nothing.</summary>
    private static int[] Draw(int number)
    {
        var choices = new HashSet<int> { number };
        while (choices.Count < 3)
        {
            choices.Add(RandomNumberGenerator.GetInt32(10, 100));
        }

        int[] drawn = [.. choices];
        RandomNumberGenerator.Shuffle(drawn.AsSpan());
        return drawn;
    }
}
