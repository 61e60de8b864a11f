using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Names = SeeIt.Contracts.Hub.Pairing;

namespace SeeIt.Hub.Pairing;

/// <summary>The OpenIddict clients of boxes: one public for those not paired yet, one confidential for each paired one.</summary>
internal sealed class BoxClients(IOpenIddictApplicationManager applications)
{
    public static string ClientId(string boxId) => $"box-{boxId}";

    public async Task SeedAsync()
    {
        if (await applications.FindByClientIdAsync(Names.PublicClientId) is null)
        {
            await applications.CreateAsync(new OpenIddictApplicationDescriptor
            {
                ClientId = Names.PublicClientId,
                ClientType = ClientTypes.Public,
                DisplayName = "A box that is not paired yet",
                Permissions =
                {
                    Permissions.Endpoints.DeviceAuthorization,
                    Permissions.Endpoints.Token,
                    Permissions.GrantTypes.DeviceCode,
                    Permissions.Prefixes.Scope + Names.Scope,
                },
            });
        }
    }

    /// <summary>Makes the box's client, or gives the one it has this key.</summary>
    public async Task PutAsync(string boxId, string name, string jwk)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId(boxId),
            ClientType = ClientTypes.Confidential,
            DisplayName = name,
            JsonWebKeySet = new JsonWebKeySet { Keys = { new JsonWebKey(jwk) } },
            Permissions =
            {
                Permissions.Endpoints.Token,
                Permissions.GrantTypes.ClientCredentials,
                Permissions.Prefixes.Scope + Names.Scope,
            },
        };
        if (await applications.FindByClientIdAsync(descriptor.ClientId) is { } known)
        {
            await applications.UpdateAsync(known, descriptor);
        }
        else
        {
            await applications.CreateAsync(descriptor);
        }
    }

    /// <summary>Removes the box's client and, with it, every token it was given.</summary>
    public async Task RemoveAsync(string boxId)
    {
        if (await applications.FindByClientIdAsync(ClientId(boxId)) is { } known)
        {
            await applications.DeleteAsync(known);
        }
    }
}
