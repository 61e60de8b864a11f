namespace SeeIt.Agent.Cli.Channels;

/// <summary>Settings under which a command's own output is all that standard output gets.</summary>
internal static class QuietLog
{
    /// <summary>Warnings only, and those to standard error.</summary>
    public static IConfigurationRoot Of(IConfigurationRoot configuration)
    {
        var quiet = new Dictionary<string, string?> { ["Logging:Console:LogToStandardErrorThreshold"] = "Trace" };
        foreach (var category in configuration.GetSection("Logging:LogLevel").GetChildren().Append(configuration.GetSection("Logging:LogLevel:Default")))
        {
            quiet[category.Path] = "Warning";
        }

        return new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(quiet).Build();
    }
}
