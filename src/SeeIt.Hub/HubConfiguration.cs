using System.Reflection;
using SeeIt.Hub.Hosting;

namespace SeeIt.Hub;

/// <summary>Reads <see cref="HubSettings"/> and refuses what it does not know, every fault at once.</summary>
internal static class HubConfiguration
{
    private const string EnvironmentPrefix = "SEEIT_HUB_";

    /// <summary>Settings of the web server itself, which ASP.NET Core reads.</summary>
    private static readonly string[] ServerKeys = ["urls", "Logging", "Kestrel", "AllowedHosts", "environment"];

    private static readonly string[] OwnKeys = [.. typeof(HubSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)];

    private static readonly string[] TelemetryKeys =
        [nameof(Telemetry.HubTelemetrySettings.Prometheus), nameof(Telemetry.HubTelemetrySettings.Otlp)];

    /// <param name="args">The command line's settings.</param>
    /// <param name="errors">Where the faults go.</param>
    /// <param name="listens">Whether the hub is to be started, and not only its folder used.</param>
    /// <returns>The settings, or null after the faults were written to <paramref name="errors"/>.</returns>
    public static HubSettings? Read(string[] args, TextWriter errors, bool listens = true)
    {
        var settings = new HubSettings();
        List<string> faults = [];
        try
        {
            var configuration = Sources(new ConfigurationBuilder(), args).Build();
            faults.AddRange(configuration.GetChildren().Select(section => section.Key).Where(IsUnknown).Select(Unknown));
            faults.AddRange(configuration.GetSection(nameof(HubSettings.Telemetry)).GetChildren().Select(section => section.Key)
                .Where(key => !TelemetryKeys.Contains(key, StringComparer.OrdinalIgnoreCase))
                .Select(key => $"The setting Telemetry:{key} is not known. Known are {string.Join(" and ", TelemetryKeys.Select(known => $"Telemetry:{known}"))}."));
            configuration.Bind(settings);
            faults.AddRange(settings.Validate());
            faults.AddRange(listens ? TlsFaults(settings, configuration) : []);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or FormatException)
        {
            faults.Add(e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
        }

        foreach (var fault in faults)
        {
            errors.WriteLine($"seeit-hub: {fault}");
        }

        return faults.Count == 0 ? settings : null;
    }

    /// <summary>Adds the hub's own sources, the later over the earlier.</summary>
    public static IConfigurationBuilder Sources(IConfigurationBuilder builder, string[] args)
    {
        var folder = new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).AddCommandLine(args).Build()[nameof(HubSettings.DataFolder)];
        if (!string.IsNullOrWhiteSpace(folder))
        {
            builder.AddJsonFile(Path.Combine(Path.GetFullPath(folder), "hub.json"), optional: true, reloadOnChange: false);
        }

        return builder.AddEnvironmentVariables(EnvironmentPrefix).AddCommandLine(args);
    }

    /// <summary>What the web server would say only by ending.</summary>
    private static IEnumerable<string> TlsFaults(HubSettings settings, IConfiguration configuration)
    {
        var urls = configuration["urls"] ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS");
        var https = urls?.Contains("https://", StringComparison.OrdinalIgnoreCase) == true;
        if (settings.Certificate is not null)
        {
            if (TlsCertificate.Fault(settings, TimeProvider.System) is { } fault)
            {
                yield return fault;
            }

            if (!https && !configuration.GetSection("Kestrel").Exists())
            {
                yield return "Certificate is set and nothing listens by https: add an address to urls, as https://*:443.";
            }
        }
        else if (https && !configuration.GetSection("Kestrel").Exists())
        {
            yield return "urls has an https address and Certificate is not set: name the certificate's PEM file.";
        }
    }

    private static bool IsUnknown(string key) =>
        !OwnKeys.Concat(ServerKeys).Contains(key, StringComparer.OrdinalIgnoreCase);

    private static string Unknown(string key)
    {
        var nearest = OwnKeys.Concat(ServerKeys).MinBy(known => Distance(known, key))!;
        return Distance(nearest, key) <= 3
            ? $"The setting {key} is not known. Did you mean {nearest}?"
            : $"The setting {key} is not known. Known are {string.Join(", ", OwnKeys)} and urls.";
    }

    /// <summary>Levenshtein's edit distance, without regard to case.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[b.Length];
    }
}
