using System.Data.Common;
using System.Globalization;

namespace SeeIt.Hub.Accounts;

/// <summary><c>seeit-hub account reset-link EMAIL</c>: for who runs the hub, and can read its data folder. The hub may run meanwhile.</summary>
internal static class AccountCommand
{
    public const string Name = "account";

    private const string Usage = "seeit-hub: write it as seeit-hub account reset-link EMAIL --DataFolder DIR.";

    /// <param name="args">All of the command line, <see cref="Name"/> first.</param>
    /// <param name="output">Where the link goes.</param>
    /// <param name="errors">Where complaints go.</param>
    /// <param name="clock">The time that the link's life begins.</param>
    /// <returns>0; 1 when there is no such account or no such hub; 2 when it is not written as it must be.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, TimeProvider clock)
    {
        if (args is not [Name, "reset-link", var email, .. var options] || email.StartsWith('-'))
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        if (HubConfiguration.Read(options, errors, listens: false) is not { } settings)
        {
            return 2;
        }

        if (!DataFolder.HoldsHub(settings.DataFolder))
        {
            await errors.WriteLineAsync($"seeit-hub: {settings.DataFolder} is no hub's data folder.");
            return 1;
        }

        try
        {
            return await MakeLinkAsync(settings, email, output, errors, clock);
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"seeit-hub: the data folder cannot be used: {e.Message} Run this as the hub's user.");
            return 1;
        }
    }

    private static async Task<int> MakeLinkAsync(HubSettings settings, string email, TextWriter output, TextWriter errors, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(settings);
        services.AddSingleton(clock);
        services.AddAccounts(settings, new DataFolder(settings.DataFolder));
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<PasswordReset>().LinkAsync(email) is not { } link)
        {
            await errors.WriteLineAsync($"seeit-hub: no account has the e-mail address {email}.");
            return 1;
        }

        await output.WriteLineAsync(settings.PublicAddress is { } hub ? new Uri(hub, link).AbsoluteUri : link);
        await errors.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"It works once, for {PasswordReset.Life.TotalMinutes:F0} minutes{(settings.PublicAddress is null ? "; put the hub's address before it" : "")}. Who has it can set the password: give it to nobody else."));
        return 0;
    }
}
