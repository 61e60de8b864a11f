using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SeeIt.Hub.Accounts;
using Names = SeeIt.Contracts.Hub.Pairing;

namespace SeeIt.Hub.Pairing;

internal static class PairingSetup
{
    public static void AddPairing(this IServiceCollection services, HubSettings settings, DataFolder folder)
    {
        services.AddSingleton<SeenIds>();
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<PollPace>();
        services.AddScoped<BoxClients>();
        services.AddScoped<PairingService>();
        services.AddScoped<Unpairing>();

        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<HubDatabase>())
            .AddServer(server =>
            {
                server.AllowDeviceAuthorizationFlow().AllowClientCredentialsFlow();
                server.SetDeviceAuthorizationEndpointUris(Names.DevicePath);
                server.SetTokenEndpointUris(Names.TokenPath);

                // OpenIddict wants one of its own, bound to one page; ours serves the page and the REST API: see PairingService.
                server.SetEndUserVerificationEndpointUris("/connect/verify");
                server.RegisterScopes(Names.Scope);
                server.SetUserCodeCharset([.. UserCode.Alphabet.Select(letter => letter.ToString())]);
                server.SetUserCodeLength(UserCode.Length);
                server.SetUserCodeDisplayFormat("{0}{1}{2}{3}-{4}{5}{6}{7}");
                server.SetUserCodeLifetime(TimeSpan.FromMinutes(settings.PairingCodeMinutes));
                server.SetDeviceCodeLifetime(TimeSpan.FromMinutes(settings.PairingCodeMinutes));
                server.SetAccessTokenLifetime(TimeSpan.FromSeconds(settings.AccessTokenSeconds));
                if (settings.PublicAddress is { } address)
                {
                    server.SetIssuer(address);
                }

                // In the data folder: a restart of the hub invalidates no token.
                server.AddSigningKey(SigningKey(folder));
                server.AddEncryptionKey(new SymmetricSecurityKey(folder.Key("encryption.key", () => RandomNumberGenerator.GetBytes(32))));

                // A hub at home is reached over plain HTTP; on the internet a proxy or Kestrel's certificate adds TLS.
                server.UseAspNetCore().DisableTransportSecurityRequirement().EnableEndUserVerificationEndpointPassthrough();
                PairingHandlers.Add(server);
            })
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseAspNetCore();

                // Each token is looked up: one that was revoked by unpairing opens nothing.
                validation.EnableTokenEntryValidation();
            });
    }

    private static ECDsaSecurityKey SigningKey(DataFolder folder)
    {
        var stored = folder.Key("signing.key", () =>
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return fresh.ExportPkcs8PrivateKey();
        });
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(stored, out _);
        return new ECDsaSecurityKey(key);
    }
}
