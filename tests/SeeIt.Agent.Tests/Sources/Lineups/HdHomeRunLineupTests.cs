using System.Net;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Agent.Tests.Support;
using SeeIt.Guide.Lineup;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Sources.Lineups;

/// <summary>Against a device that speaks the protocol byte for byte.</summary>
public sealed class HdHomeRunLineupTests : IDisposable
{
    private const string Atsc = """
        [{"GuideNumber":"5.1","GuideName":"WRAL-HD","HD":1,"Favorite":1,"VideoCodec":"MPEG2","URL":"{base}/auto/v5.1"},
         {"GuideNumber":"700","GuideName":"Film","DRM":1,"URL":"{base}/auto/v700"},
         {"GuideNumber":"9","GuideName":"Router","URL":"http://127.0.0.1/reboot"}]
        """;

    private const string DvbT = """
        [{"GuideNumber":"1","GuideName":"BBC ONE","VideoCodec":"MPEG2","AudioCodec":"MPEG","OriginalNetworkID":9018,"TransportStreamID":4100,"ProgramNumber":4164,"URL":"{base}/auto/v1"},
         {"GuideNumber":"101","GuideName":"BBC ONE HD","Tags":"favorite","HD":1,"VideoCodec":"H264","AudioCodec":"AAC","OriginalNetworkID":9018,"TransportStreamID":16516,"ProgramNumber":17540,"URL":"{base}/auto/v101"},
         {"GuideNumber":"700","GuideName":"BBC Radio 1","AudioCodec":"MPEG","OriginalNetworkID":9018,"TransportStreamID":4100,"ProgramNumber":6720,"URL":"{base}/auto/v700"}]
        """;

    private const string DvbC = """
        [{"GuideNumber":"1001","GuideName":"Das Erste HD","VideoCodec":"H264","AudioCodec":"MPEG","URL":"{base}/auto/v1001"},
         {"GuideNumber":"1002","GuideName":"Sky Krimi","Tags":"drm","VideoCodec":"H264","AudioCodec":"AC3","URL":"{base}/auto/v1002"}]
        """;

    private readonly Providers _providers = new();

    public void Dispose() => _providers.Dispose();

    [Fact]
    public async Task A_device_at_an_address_gives_its_channels_and_how_many_tuners_they_share()
    {
        await using var device = new HdHomeRunServer(IPAddress.Parse("127.0.1.1")) { TunerCount = 4, Lineup = Atsc };
        var channels = await _providers.ImportAsync("hdhomerun://127.0.1.1");

        Assert.Equal(["WRAL-HD", "Router"], channels.Select(channel => channel.Name));
        Assert.Equal(("5.1", new SourceTuners("HDHomeRun 1052AA10", 4)), (channels[0].Number, channels[0].Sources[0].Tuners));
        Assert.Equal(new Uri(device.Address, "auto/v5.1"), channels[0].Sources[0].Uri);
        Assert.StartsWith("It is protected (DRM)", Assert.Single(_providers.Last!.Inputs[0].LeftOut).Reason, StringComparison.Ordinal);
    }

    /// <summary>A DVB number is one of the service list's, without a point.</summary>
    [Fact]
    public async Task A_model_for_DVB_T_gives_the_numbers_and_services_of_its_network()
    {
        await using var device = new HdHomeRunServer(IPAddress.Parse("127.0.1.7")) { Model = HdHomeRunModel.DvbT, TunerCount = 4, DeviceId = 0x12401F00, Lineup = DvbT };
        var (found, _) = await _providers.Tuners.FindAtAsync("127.0.1.7", null, TestContext.Current.CancellationToken);
        Assert.Equal(("HDHR5-4DT", 4), (found!.Model, found.Tuners?.Count));

        var channels = await _providers.ImportAsync("hdhomerun://127.0.1.7");
        Assert.Equal([("BBC ONE", "1", false), ("BBC ONE HD", "101", false), ("BBC Radio 1", "700", true)], channels.Select(channel => (channel.Name, channel.Number!, channel.IsRadio)));
        Assert.Equal(new Uri(device.Address, "auto/v101"), channels[1].Sources[0].Uri);
        Assert.All(channels, channel => Assert.Equal(new SourceTuners("HDHomeRun 12401F00", 4), channel.Sources[0].Tuners));
    }

    [Fact]
    public async Task A_model_for_DVB_C_says_by_tag_what_is_protected()
    {
        await using var device = new HdHomeRunServer(IPAddress.Parse("127.0.1.8")) { Model = HdHomeRunModel.DvbC, TunerCount = 4, Lineup = DvbC };

        Assert.Equal("Das Erste HD", Assert.Single(await _providers.ImportAsync("hdhomerun://127.0.1.8")).Name);
        Assert.StartsWith("It is protected (DRM)", Assert.Single(_providers.Last!.Inputs[0].LeftOut).Reason, StringComparison.Ordinal);
    }

    /// <summary>The place is what a scan prints; nothing else is to be known.</summary>
    [Fact]
    public async Task Any_device_that_discovery_finds_gives_its_channels()
    {
        await using var device = new HdHomeRunServer(IPAddress.Loopback, hearsBroadcast: true) { DeviceId = 0x12401F01, Model = HdHomeRunModel.DvbT, Lineup = DvbT };
        Assert.Contains("BBC ONE HD", (await _providers.ImportAsync("hdhomerun:")).Select(channel => channel.Name));
    }

    [Fact]
    public async Task A_device_is_found_by_broadcast_by_its_id_and_leads_to_itself_only()
    {
        await using var other = new HdHomeRunServer(IPAddress.Loopback, hearsBroadcast: true) { DeviceId = 0x12345678, Lineup = Atsc };
        var found = await _providers.Tuners.FindAsync(0x12345678, at: null, TestContext.Current.CancellationToken);
        Assert.Equal((0x12345678u, 2), Assert.Single(found.Select(device => (device.DeviceId, device.TunerCount))));

        var channels = await _providers.ImportAsync("hdhomerun://12345678");
        Assert.Contains("WRAL-HD", channels.Select(channel => channel.Name));
        Assert.Contains(_providers.Last!.Inputs[0].LeftOut, left => left.Reason.StartsWith("It is protected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_answers_a_broadcast_and_leads_elsewhere_is_asked_where_it_is()
    {
        await using var liar = new HdHomeRunServer(IPAddress.Parse("127.0.1.2")) { DeviceId = 0x0A0A0A0A, ClaimedBaseUrl = "http://127.0.1.99:80" };
        var found = await _providers.Tuners.FindAsync(0x0A0A0A0A, IPAddress.Parse("127.0.1.2"), TestContext.Current.CancellationToken);
        Assert.Equal(("127.0.1.2", "127.0.1.2"), Assert.Single(found.Select(device => (device.Base.Host, device.Lineup.Host))));
    }

    [Fact]
    public async Task Old_firmware_without_lineup_address_is_asked_at_the_usual_one()
    {
        await using var device = new HdHomeRunServer(IPAddress.Parse("127.0.1.3")) { IsOld = true, Lineup = Atsc };
        var channels = await _providers.ImportAsync("hdhomerun://127.0.1.3");
        Assert.Equal("WRAL-HD", channels[0].Name);
        Assert.Null(channels[0].Sources[0].Tuners);
        Assert.Equal(["/discover.json", "/lineup.json"], device.Paths);
    }

    [Fact]
    public async Task An_emulator_is_asked_at_its_port_alone_without_discovery()
    {
        await using var device = new HdHomeRunServer(IPAddress.Parse("127.0.1.4")) { Lineup = Atsc, TunerCount = 1 };
        var channels = await _providers.ImportAsync($"hdhomerun://{device.Address.Authority}");
        Assert.Equal(1, channels[0].Sources[0].Tuners!.Count);
    }

    [Fact]
    public async Task What_each_tuner_does_is_told()
    {
        await using var device = new HdHomeRunServer(IPAddress.Parse("127.0.1.5")) { Clip = await FaultClips.PlainAsync("garden.demo"), Lineup = Atsc.Replace("{base}", "http://h", StringComparison.Ordinal) };
        var (found, _) = await _providers.Tuners.FindAtAsync("127.0.1.5", null, TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        await using var watching = await http.GetStreamAsync(new Uri(device.Address, "auto/v5.1"), TestContext.Current.CancellationToken);

        var tuners = await _providers.Tuners.TunersAsync(found!, TestContext.Current.CancellationToken);
        Assert.Equal([("tuner0", true, "WRAL-HD"), ("tuner1", false, null)], tuners.Select(tuner => (tuner.Resource!, tuner.IsInUse, tuner.VctName)));
    }

    [Fact]
    public async Task A_device_that_fails_is_a_failure_by_name_and_its_channels_stay()
    {
        await using var device = new HdHomeRunServer(IPAddress.Parse("127.0.1.6")) { Lineup = Atsc };
        await _providers.ImportAsync("hdhomerun://127.0.1.6");
        device.LineupStatus = "500 Internal Server Error";
        var fetch = await _providers.FetchAsync("hdhomerun://127.0.1.6");
        Assert.Equal((LineupFailureKind.Unreachable, "HDHomeRun 1052AA10: It answers HTTP 500 Internal Server Error."), (fetch.Failure!.Kind, fetch.Failure.Detail));

        var m3u = _providers.Write("other.m3u", "#EXTM3U\n#EXTINF:-1,Other\nhttp://other/1\n");
        var channels = await _providers.ImportAsync("hdhomerun://127.0.1.6", m3u);
        Assert.Equal(["WRAL-HD", "Router", "Other"], channels.Select(channel => channel.Name));
        Assert.True(_providers.Last!.Inputs[0].KeptOld);
    }

    [Theory]
    [InlineData("hdhomerun://127.0.1.250:9", LineupFailureKind.Unreachable)]
    [InlineData("hdhomerun://0BADBAD0", LineupFailureKind.NotFound)]
    public async Task Where_none_is_the_failure_says_so(string place, LineupFailureKind kind) =>
        Assert.Equal(kind, (await _providers.FetchAsync(place)).Failure!.Kind);
}
