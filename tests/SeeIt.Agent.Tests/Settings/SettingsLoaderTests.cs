using Microsoft.Extensions.Configuration;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Tests.Settings;

public sealed class SettingsLoaderTests
{
    [Fact]
    public void Nothing_set_gives_the_defaults()
    {
        var settings = Read().Settings!;
        Assert.Null(settings.Hub);
        Assert.Equal("/var/lib/seeit-agent", settings.StateFolder);
        Assert.Equal(300, settings.Player.CachingMs);
        Assert.Equal(TimeSpan.FromHours(12), settings.Refresh);
    }

    [Fact]
    public void Every_error_is_told_at_once_with_its_value()
    {
        var result = Read(("Hub", "ftp://hub"), ("Player:CachingMs", "lots"), ("Zone", "Mars/Olympus"), ("Announce", "maybe"));
        Assert.Null(result.Settings);
        Assert.Equal(4, result.Errors.Count);
        Assert.Contains(result.Errors, error => error.StartsWith("Player:CachingMs: 'lots' is not a whole number from 0 to 10000", StringComparison.Ordinal));
        Assert.Contains(result.Errors, error => error.StartsWith("Zone: 'Mars/Olympus'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Nmae", "Name")]
    [InlineData("Player:CachignMs", "Player:CachingMs")]
    [InlineData("LocalAPI:Prot", "LocalApi:Port")]
    [InlineData("Lineups", "Lineup")]
    public void An_unknown_setting_is_refused_with_a_suggestion(string written, string meant)
    {
        var error = Assert.Single(Read((written, "1")).Errors);
        Assert.Equal($"{written}: there is no such setting. Did you mean '{meant}'?", error);
    }

    [Fact]
    public void An_unknown_setting_that_resembles_none_has_no_suggestion() =>
        Assert.Equal("Frobnicate: there is no such setting.", Assert.Single(Read(("Frobnicate", "1")).Errors));

    [Fact]
    public void Logging_is_nobody_elses_business() => Assert.Empty(Read(("Logging:LogLevel:Default", "Debug")).Errors);

    [Fact]
    public void Passthrough_is_off_until_it_is_switched_on()
    {
        Assert.False(Read().Settings!.Player.Preferences.Passthrough);
        Assert.True(Read(("Player:Passthrough", "true")).Settings!.Player.Preferences.Passthrough);
        Assert.StartsWith("Player:Passthrough: 'maybe'", Assert.Single(Read(("Player:Passthrough", "maybe")).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_player_of_systemds_needs_its_socket_and_the_port_that_its_unit_names()
    {
        var player = Read(("Player:Socket", "/run/seeit-player.sock"), ("Player:ProxyPort", "7650")).Settings!.Player;
        Assert.Equal(("/run/seeit-player.sock", 7650), (player.Socket, player.ProxyPort));
        Assert.Null(Read().Settings!.Player.Socket);
        Assert.StartsWith(
            "Player:ProxyPort: '0': the player of 'Player:Socket' has to know it before",
            Assert.Single(Read(("Player:Socket", "/run/seeit-player.sock"), ("Player:ProxyPort", "0")).Errors),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_a_player_of_the_agents_own_obeys_is_refused_beside_a_socket()
    {
        var errors = Read(
            ("Player:Socket", "/run/seeit-player.sock"),
            ("Player:ProxyPort", "7650"),
            ("Player:Path", "/opt/player"),
            ("Player:Display", ":0"),
            ("Player:Arguments:0", "--windowed")).Errors;
        Assert.Equal(3, errors.Count);
        Assert.All(errors, error => Assert.EndsWith("it has no effect: systemd starts the player of 'Player:Socket', by its own unit.", error, StringComparison.Ordinal));
    }

    [Fact]
    public void A_lineup_that_is_no_place_is_refused_with_a_suggestion()
    {
        var errors = Read(("Lineup:0", "list.m3u"), ("Lineup:1", "hdhomrun://192.168.1.20"), ("Lineup:2", "tvheadend://")).Errors;
        Assert.Equal(2, errors.Count);
        Assert.StartsWith("Lineup: 'hdhomrun://192.168.1.20': a file's path, or an address of ", errors[0], StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'hdhomerun'?", errors[0], StringComparison.Ordinal);
        Assert.Contains("it is written as tvheadend://user:password@192.168.1.40:9981", errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_guide_that_is_no_place_or_has_no_shift_is_refused()
    {
        var errors = Read(("Guide:0", "guide.xml|shift=-60min"), ("Guide:1", "guide.xml|shift=1"), ("Guide:2", "htps://host/guide.xml")).Errors;
        Assert.Equal(2, errors.Count);
        Assert.StartsWith("Guide: 'guide.xml|shift=1': '1' is no shift: it is written in whole minutes, as |shift=-60min", errors[0], StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'https'?", errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_and_single_values_are_both_lists()
    {
        Assert.Equal(["a.m3u", "b.m3u"], Read(("Lineup:0", "a.m3u"), ("Lineup:1", "b.m3u")).Settings!.Lineup.Select(place => place.Text));
        Assert.Equal(["a.m3u"], Read(("Lineup", "a.m3u")).Settings!.Lineup.Select(place => place.Text));
    }

    [Fact]
    public void A_broken_file_is_named_with_its_line()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "{\n  \"Name\": \"TV\",\n  \"Hub\" \"x\"\n}");
            var error = Assert.Single(SettingsLoader.Load(file, new Dictionary<string, string?>()).Errors);
            Assert.Contains(file, error, StringComparison.Ordinal);
            Assert.Contains("LineNumber: 2", error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void An_error_names_the_file_it_stands_in()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{ "Plyer": { "Path": "x" } }""");
            var error = Assert.Single(SettingsLoader.Load(file, new Dictionary<string, string?>()).Errors);
            Assert.Equal($"Plyer:Path: there is no such setting (in {Path.GetFileName(file)}). Did you mean 'Player:Path'?", error);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("/nowhere/config.json", Assert.Single(SettingsLoader.Load("/nowhere/config.json", new Dictionary<string, string?>()).Errors), StringComparison.Ordinal);

    private static SettingsResult Read(params (string Key, string Value)[] values) =>
        SettingsLoader.Read((IConfigurationRoot)new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)))
            .Build());
}
