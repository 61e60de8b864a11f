namespace SeeIt.Agent.Pairing;

/// <summary>
/// The box's access token, kept while it is young: a link that broke is back without asking for another one, which after a
/// hub's restart all boxes would do at once. For one caller at a time.
/// </summary>
public sealed class AccessTokens(HubAuthority authority, TimeProvider time)
{
    /// <summary>The part of its life after which a token is renewed, by a new link.</summary>
    private const double RenewAt = 0.8;

    /// <summary>The part of its life in which another link may begin with it.</summary>
    private const double YoungUntil = 0.5;

    private TokenResult.Granted? _kept;
    private long _grantedAt;

    /// <summary>A token, and when the link that uses it is to be renewed; or that the box is not paired any more.</summary>
    /// <exception cref="HubException">The hub cannot be asked.</exception>
    public async Task<(TokenResult Token, TimeSpan RenewIn)> GetAsync(CancellationToken cancellation)
    {
        if (_kept is not { } young || time.GetElapsedTime(_grantedAt) >= young.ExpiresIn * YoungUntil)
        {
            _kept = null;
            var asked = time.GetTimestamp();
            if (await authority.RequestTokenAsync(cancellation) is not TokenResult.Granted granted)
            {
                return (new TokenResult.Unpaired("the hub does not know this box"), TimeSpan.Zero);
            }

            (_kept, _grantedAt) = (young = granted, asked);
        }

        return (young, (young.ExpiresIn * RenewAt) - time.GetElapsedTime(_grantedAt));
    }

    /// <summary>No link came about with it: it may be the reason.</summary>
    public void Forget() => _kept = null;
}
