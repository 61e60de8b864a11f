using System.Net;
using Microsoft.Extensions.Configuration;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Tests.Telemetry;

public sealed class TelemetrySettingsTests
{
    [Fact]
    public void Nothing_is_kept_or_sent_until_it_is_set()
    {
        var telemetry = Read().Settings!.Telemetry;
        Assert.False(telemetry.IsOn);
        Assert.False(telemetry.IsSent);
    }

    [Theory]
    [InlineData("9464", "127.0.0.1:9464")]
    [InlineData("127.0.0.1:9464", "127.0.0.1:9464")]
    [InlineData("[::1]:9464", "[::1]:9464")]
    [InlineData("0.0.0.0:9464", "0.0.0.0:9464")]
    public void Prometheus_is_on_loopback_unless_an_address_is_named(string text, string meant)
    {
        var telemetry = Read(("Telemetry:Prometheus", text)).Settings!.Telemetry;
        Assert.Equal(IPEndPoint.Parse(meant), telemetry.Prometheus);
        Assert.True(telemetry.IsOn);
        Assert.False(telemetry.IsSent);
    }

    [Theory]
    [InlineData("Telemetry:Prometheus", "yes")]
    [InlineData("Telemetry:Prometheus", "0")]
    [InlineData("Telemetry:Prometheus", "127.0.0.1")]
    [InlineData("Telemetry:Prometheus", "65536")]
    [InlineData("Telemetry:Otlp", "localhost:4317")]
    public void What_is_no_place_is_refused(string key, string text) =>
        Assert.StartsWith($"{key}: '{text}' is not ", Assert.Single(Read((key, text)).Errors), StringComparison.Ordinal);

    private static SettingsResult Read(params (string Key, string Value)[] values) => SettingsLoader.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => new KeyValuePair<string, string?>(value.Key, value.Value)))
        .Build());
}
