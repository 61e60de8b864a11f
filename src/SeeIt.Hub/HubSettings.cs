using System.Globalization;
using System.Net;
using SeeIt.Hub.Telemetry;

namespace SeeIt.Hub;

/// <summary>Who may create an account.</summary>
public enum Registration
{
    /// <summary>The first account only: whoever sets the hub up. A hub that stands on the internet takes in no strangers.</summary>
    First,

    /// <summary>Anyone; each new account owns a household of its own.</summary>
    Open,

    /// <summary>Nobody.</summary>
    Closed,
}

/// <summary>What the hub is told at start. Read from <c>hub.json</c> in the data folder, the environment (<c>SEEIT_HUB_…</c>) and the command line; the later wins.</summary>
public sealed class HubSettings
{
    /// <summary>Required. Databases and keys; created with mode 0700.</summary>
    public string DataFolder { get; set; } = "";

    /// <summary>The hub's address as boxes and phones reach it, an absolute http(s) URI without a path. Null: taken from each request.</summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>The hub's own certificate: a PEM file, its chain behind it. Read again when it changes. Null: no TLS, or by a proxy.</summary>
    public string? Certificate { get; set; }

    /// <summary>The certificate's key: a PEM file without a password. Null: it is in the certificate's file.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>Addresses and networks of reverse proxies, with commas between. Their X-Forwarded-For and X-Forwarded-Proto count, and nobody else's.</summary>
    public string Proxies { get; set; } = "";

    public Registration Registration { get; set; } = Registration.First;

    /// <summary>Seconds between two polls of a pairing box, 1 to 60.</summary>
    public int PairingPollSeconds { get; set; } = 5;

    /// <summary>Minutes that a pairing code is good for, 1 to 30.</summary>
    public int PairingCodeMinutes { get; set; } = 10;

    /// <summary>Seconds that a box's access token lives, 10 to 3600.</summary>
    public int AccessTokenSeconds { get; set; } = 300;

    /// <summary>Milliseconds that a phone waits for the box's candidates, 100 to 30000.</summary>
    public int PostWaitMs { get; set; } = 2_000;

    /// <summary>Milliseconds that a TV may be without a link before the phones are told, 0 to 600000: a box renews its token by a reconnect.</summary>
    public int PresenceGraceMs { get; set; } = 5_000;

    /// <summary>How many boxes may link in a second, 1 to 100000; the others are told to come a little later.</summary>
    public int LinksPerSecond { get; set; } = 200;

    /// <summary>Where metrics and traces go. Nowhere unless it is set.</summary>
    public HubTelemetrySettings Telemetry { get; set; } = new();

    /// <summary><see cref="Proxies"/> as networks, and what in it is none.</summary>
    internal (IReadOnlyList<IPNetwork> Networks, IReadOnlyList<string> Faults) ProxyNetworks()
    {
        List<IPNetwork> networks = [];
        List<string> faults = [];
        foreach (var text in Proxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                faults.Add($"Proxies has {text}: it must be addresses or networks with commas between, as 127.0.0.1, 10.1.0.0/16.");
            }
        }

        return (networks, faults);
    }

    /// <summary>Every fault, in words for the person who starts the hub; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(DataFolder))
        {
            faults.Add("DataFolder is not set: name a folder for the hub's databases and keys, as --DataFolder /var/lib/seeit-hub.");
        }

        if (PublicAddress is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.PathAndQuery != "/"))
        {
            faults.Add($"PublicAddress is {address}: it must be an http or https address without a path, as https://hub.example.org.");
        }

        if (Certificate is null && CertificateKey is not null)
        {
            faults.Add("CertificateKey is set and Certificate is not: name both files, or one that holds both as Certificate.");
        }

        faults.AddRange(ProxyNetworks().Faults);
        faults.AddRange(Telemetry.Faults());
        Range(nameof(PairingPollSeconds), PairingPollSeconds, 1, 60);
        Range(nameof(PairingCodeMinutes), PairingCodeMinutes, 1, 30);
        Range(nameof(AccessTokenSeconds), AccessTokenSeconds, 10, 3_600);
        Range(nameof(PostWaitMs), PostWaitMs, 100, 30_000);
        Range(nameof(PresenceGraceMs), PresenceGraceMs, 0, 600_000);
        Range(nameof(LinksPerSecond), LinksPerSecond, 1, 100_000);
        return faults;

        void Range(string name, int value, int low, int high)
        {
            if (value < low || value > high)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: it must be from {low} to {high}."));
            }
        }
    }
}
