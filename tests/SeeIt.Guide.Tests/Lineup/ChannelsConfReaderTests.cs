using System.Reflection;
using System.Text;
using CsCheck;
using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests.Lineup;

public sealed class ChannelsConfReaderTests
{
    [Theory]
    [InlineData("BBC ONE:505833333:INVERSION_OFF:BANDWIDTH_8_MHZ:FEC_3_4:FEC_NONE:QAM_16:TRANSMISSION_MODE_2K:GUARD_INTERVAL_1_32:HIERARCHY_NONE:600:601:4164",
        "dvb-t:///frequency=505833333:modulation=16QAM:bandwidth=8:code-rate-hp=3/4:transmission=2:guard=1/32:hierarchy=0:inversion=0", "4164")]
    [InlineData("Das Erste:426000000:INVERSION_AUTO:6900000:FEC_NONE:QAM_256:101:102:28106", "dvb-c:///frequency=426000000:srate=6900000:modulation=256QAM", "28106")]
    [InlineData("BBC 1 London:10773:h:0:22000:2304:2306:6301", "dvb-s:///frequency=10773000000:polarization=H:srate=22000000", "6301")]
    [InlineData("WRAL:707000000:8VSB:33:36:3", "atsc:///frequency=707000000:modulation=8VSB", "3")]
    [InlineData("Cable:57000000:QAM_256:33:36:3", "cqam:///frequency=57000000:modulation=256QAM", "3")]
    public void Zap_lines_become_addresses_of_LibVLC(string line, string address, string program) => Assert.Equal((address, program), Single(line));

    [Theory]
    [InlineData("Das Erste HD,ARD;ARD:11494:HC23M5O35P0S1:S19.2E:22000:5101=27:5102=deu@3:5104:0:10301:1:1019:0",
        "dvb-s2:///frequency=11494000000:polarization=H:srate=22000000:modulation=8PSK:fec=2/3:rolloff=35:stream=0", "10301")]
    [InlineData("ZDF;ZDFvision:11953:HC34M2O0S0:S19.2E:27500:110=2:120=deu:130:0:28006:1:1079:0",
        "dvb-s:///frequency=11953000000:polarization=H:srate=27500000:modulation=QPSK:fec=3/4", "28006")]
    [InlineData("BBC ONE;BBC:505833:B8C34D0G32I0M16S0T2Y0:T:27500:600=2:601:0:0:4164:9018:4100:0",
        "dvb-t:///frequency=505833000:modulation=16QAM:bandwidth=8:code-rate-hp=3/4:transmission=2:guard=1/32:hierarchy=0:inversion=0", "4164")]
    [InlineData("BBC ONE HD;BBC:545833:B8C23G19128M256P0S1T32:T:27500:101=27:102:0:0:17540:9018:16516:0",
        "dvb-t2:///frequency=545833000:modulation=256QAM:bandwidth=8:code-rate-hp=2/3:transmission=32:guard=19/128:plp-id=0", "17540")]
    [InlineData("RTL;Kabel:346:M256:C:6900:301=2:302:0:0:12003:61441:10003:0", "dvb-c:///frequency=346000000:srate=6900000:modulation=256QAM", "12003")]
    [InlineData("WRAL-HD:563028:M10:A:0:49=2:52:0:0:3:0:1:0", "atsc:///frequency=563028000:modulation=8VSB", "3")]
    public void VDR_lines_become_addresses_of_LibVLC(string line, string address, string program) => Assert.Equal((address, program), Single(line));

    [Theory]
    [InlineData("""
        [BBC ONE]
            SERVICE_ID = 4164
            VIDEO_PID = 101
            AUDIO_PID = 102 106
            FREQUENCY = 490000000
            MODULATION = QAM/64
            BANDWIDTH_HZ = 8000000
            INVERSION = AUTO
            CODE_RATE_HP = 3/4
            CODE_RATE_LP = NONE
            GUARD_INTERVAL = 1/32
            TRANSMISSION_MODE = 8K
            HIERARCHY = NONE
            DELIVERY_SYSTEM = DVBT
        """, "dvb-t:///frequency=490000000:modulation=64QAM:bandwidth=8:code-rate-hp=3/4:transmission=8:guard=1/32:hierarchy=0", "4164")]
    [InlineData("""
        [arte HD]
            SERVICE_ID = 10302
            FREQUENCY = 11493750
            LNB = UNIVERSAL
            POLARIZATION = HORIZONTAL
            SYMBOL_RATE = 22000000
            INNER_FEC = 2/3
            MODULATION = PSK/8
            ROLLOFF = 35
            STREAM_ID = 4294967295
            DELIVERY_SYSTEM = DVBS2
        """, "dvb-s2:///frequency=11493750000:polarization=H:srate=22000000:modulation=8PSK:fec=2/3:rolloff=35", "10302")]
    [InlineData("""
        [WRAL]
            SERVICE_ID = 3
            FREQUENCY = 563000000
            MODULATION = VSB/8
            DELIVERY_SYSTEM = ATSC
        """, "atsc:///frequency=563000000:modulation=8VSB", "3")]
    [InlineData("""
        [BBC ONE HD]
            SERVICE_ID = 17540
            FREQUENCY = 545833333
            MODULATION = QAM/256
            BANDWIDTH_HZ = 8000000
            TRANSMISSION_MODE = 32K
            GUARD_INTERVAL = 19/256
            STREAM_ID = 1
            INVERSION = AUTO
            DELIVERY_SYSTEM = DVBT2
        """, "dvb-t2:///frequency=545833333:modulation=256QAM:bandwidth=8:transmission=32:guard=19/256:plp-id=1", "17540")]
    [InlineData("""
        [DR1]
            SERVICE_ID = 1010
            FREQUENCY = 498000000
            MODULATION = QAM/AUTO
            BANDWIDTH_HZ = 1712000
            TRANSMISSION_MODE = AUTO
            GUARD_INTERVAL = AUTO
            CODE_RATE_HP = AUTO
            HIERARCHY = AUTO
            STREAM_ID = 4294967295
            DELIVERY_SYSTEM = DVBT2
        """, "dvb-t2:///frequency=498000000:bandwidth=2", "1010")]
    [InlineData("""
        [RTL]
            SERVICE_ID = 12003
            FREQUENCY = 346000000
            MODULATION = QAM/256
            SYMBOL_RATE = 6900000
            INNER_FEC = NONE
            INVERSION = OFF
            DELIVERY_SYSTEM = DVBC/ANNEX_A
        """, "dvb-c:///frequency=346000000:srate=6900000:modulation=256QAM:inversion=0", "12003")]
    [InlineData("""
        [Cable 3]
            SERVICE_ID = 3
            FREQUENCY = 57000000
            MODULATION = QAM/64
            SYMBOL_RATE = 5056941
            DELIVERY_SYSTEM = DVBC/ANNEX_B
        """, "cqam:///frequency=57000000:srate=5056941:modulation=64QAM", "3")]
    [InlineData("""
        [J:COM]
            SERVICE_ID = 1024
            FREQUENCY = 681000000
            MODULATION = QAM/64
            SYMBOL_RATE = 5274000
            DELIVERY_SYSTEM = DVBC/ANNEX_C
        """, "isdb-c:///frequency=681000000:srate=5274000:modulation=64QAM", "1024")]
    [InlineData("""
        [ZDF]
            SERVICE_ID = 28006
            FREQUENCY = 11953500
            POLARIZATION = VERTICAL
            SYMBOL_RATE = 27500000
            INNER_FEC = 3/4
            MODULATION = QPSK
            ROLLOFF = 35
            DELIVERY_SYSTEM = DVBS
        """, "dvb-s:///frequency=11953500000:polarization=V:srate=27500000:modulation=QPSK:fec=3/4", "28006")]
    [InlineData("""
        [Globo]
            SERVICE_ID = 59296
            FREQUENCY = 473142857
            BANDWIDTH_HZ = 6000000
            GUARD_INTERVAL = 1/16
            TRANSMISSION_MODE = 8K
            ISDBT_LAYER_ENABLED = 7
            DELIVERY_SYSTEM = ISDBT
        """, "isdb-t:///frequency=473142857:bandwidth=6:transmission=8:guard=1/16", "59296")]
    [InlineData("""
        [NHK BS]
            SERVICE_ID = 101
            FREQUENCY = 11996000
            LNB = 110BS
            POLARIZATION = RIGHT
            STREAM_ID = 16625
            DELIVERY_SYSTEM = ISDBS
        """, "isdb-s:///frequency=11996000000:polarization=R:lnb-low=10678000:ts-id=16625", "101")]
    public void Dvbv5_sections_become_addresses_of_LibVLC(string section, string address, string program) => Assert.Equal((address, program), Single(section));

    [Fact]
    public void VDR_groups_number_and_name_the_channels_that_follow()
    {
        var entries = Lineups.Of("""
            Das Erste HD,ARD;ARD:11494:HC23M5O35P0S1:S19.2E:22000:5101=27:5102:0:0:10301:1:1019:0
            :@201 News
            n|tv;RTL:12187:HC34M2S0:S19.2E:27500:169=2:73:0:0:12090:1:1089:0
            :
            Radio Eins;rbb:12265:HC34M2S0:S19.2E:27500:0:1291:0:0:28459:1:1093:0
            """);

        Assert.Equal([("Das Erste HD", "1", null, false), ("n:tv", "201", "News", false), ("Radio Eins", "202", null, true)],
            entries.Select(entry => (entry.Name, entry.Number, entry.Group, entry.IsRadio)));
        Assert.Equal(("ARD", new ServiceId(1, 1019, 10301)), (entries[0].Alias, entries[0].Service));
    }

    [Fact]
    public void One_dish_has_no_switch_and_several_have()
    {
        const string First = "One:10773:h:0:22000:1:2:3\n";
        Assert.DoesNotContain("satno", Lineups.Of(First)[0].Uri.OriginalString, StringComparison.Ordinal);
        Assert.Equal(["satno=1", "satno=2"], Lineups.Of(First + "Two:10773:h:1:22000:1:2:3").Select(entry => entry.Uri.OriginalString.Split(':')[^1]));
    }

    [Theory]
    [InlineData("UNIVERSAL", "")]
    [InlineData("EXTENDED", "")]
    [InlineData("STANDARD", ":lnb-low=10000000")]
    [InlineData("DBS", ":lnb-low=11250000")]
    [InlineData("L10700", ":lnb-low=10700000")]
    [InlineData("L10750", ":lnb-low=10750000")]
    [InlineData("L11300", ":lnb-low=11300000")]
    [InlineData("ENHANCED", ":lnb-low=9750000")]
    [InlineData("c-band", ":lnb-low=5150000")]
    [InlineData("QPH031", ":lnb-low=10750000:lnb-high=11250000:lnb-switch=12200000")]
    public void Dishes_converter_is_said_where_LibVLC_would_not_guess_it(string lnb, string parameters) =>
        Assert.Equal($"dvb-s:///frequency=12200000000:polarization=H:srate=22000000{parameters}", Single(Satellite(lnb, "")).Address);

    [Fact]
    public void Dishes_switch_is_set_by_number_from_one_where_there_are_several()
    {
        Assert.DoesNotContain("satno", Single(Satellite("UNIVERSAL", "SAT_NUMBER = 2")).Address, StringComparison.Ordinal);
        Assert.Equal(["satno=1", "satno=3"],
            Lineups.Of(Satellite("UNIVERSAL", "SAT_NUMBER = 0") + Satellite("UNIVERSAL", "SAT_NUMBER = 2").Replace("[X]", "[Y]", StringComparison.Ordinal))
                .Select(entry => entry.Uri.OriginalString.Split(':')[^1]));

        // Without a switch, v4l-utils writes -1, or nothing.
        Assert.DoesNotContain("satno", Single(Satellite("UNIVERSAL", "SAT_NUMBER = -1")).Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Converter_that_turns_with_the_polarization_is_refused_by_name() => Assert.Contains(
        "LibVLC has no way to its LNB (DISHPRO): \"X\"", Assert.Throws<GuideFormatException>(() => Lineups.Of(Satellite("DISHPRO", ""))).Message, StringComparison.Ordinal);

    /// <summary>LibVLC ignores an option that it does not have, without a word: here each is looked for in what tunes.</summary>
    [Fact]
    public void Every_parameter_is_an_option_of_the_input_that_is_installed()
    {
        const string Plugins = "/usr/lib";
        var plugin = Directory.Exists(Plugins)
            ? Directory.EnumerateFiles(Plugins, "libdtv_plugin.so", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).FirstOrDefault()
            : null;
        Assert.SkipWhen(plugin is null, "LibVLC's digital television input is not installed: vlc-plugin-base.");
        var known = Encoding.Latin1.GetString(File.ReadAllBytes(plugin!)).Split('\0').ToHashSet(StringComparer.Ordinal);

        var addresses = typeof(ChannelsConfReaderTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>())
            .SelectMany(row => row.Data.OfType<string>())
            .Where(text => text.Contains(":///", StringComparison.Ordinal))
            .Append(Single("A:11494:HC23M5O35P5S1N1I1:S19.2E:22000:1:2:0:0:3:1:1:0").Address)
            .Append(Single("A:505833:B8C34D12G32M16S0T2Y1:T:27500:1:2:0:0:4:1:1:0").Address)
            .Append(Single(Satellite("QPH031", "")).Address)
            .Append("dvb-s:///satno=1")
            .Select(text => text.Split(":///"))
            .ToList();
        var options = addresses.SelectMany(address => address[1].Split(':')).Select(parameter => $"dvb-{parameter.Split('=')[0]}").Distinct().ToList();

        Assert.Contains("dvb-lnb-switch", options);
        Assert.Contains("dvb-pilot", options);
        Assert.Empty(options.Except(known));
        Assert.Empty(addresses.Select(address => address[0]).Except(known));
    }

    private static string Satellite(string lnb, string more) => $"""
        [X]
            SERVICE_ID = 1
            FREQUENCY = 12200000
            LNB = {lnb}
            {more}
            POLARIZATION = HORIZONTAL
            SYMBOL_RATE = 22000000
            DELIVERY_SYSTEM = DVBS

        """;

    [Fact]
    public void A_channel_without_programme_number_is_taken_only_where_it_is_alone_on_its_frequency()
    {
        var entries = Lineups.Of("""
            # ATSC
            WRAL:707000000:8VSB:33:36
            WNCN:719000000:8VSB:49:52
            WNCN-SD:719000000:8VSB:50:53
            """, out var leftOut);

        Assert.Equal("WRAL", Assert.Single(entries).Name);
        Assert.Empty(entries[0].Options);
        Assert.Equal([3L, 4L], leftOut.Select(problem => problem.Line));
        Assert.Contains("has no programme number, and shares its frequency with others, so nothing says which of them it is; scan again with 'dvbv5-scan -o channels.conf'", leftOut[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frequency_is_the_same_however_the_rest_of_it_is_written()
    {
        const string Zap = "A:505833333:INVERSION_OFF:BANDWIDTH_8_MHZ:FEC_3_4:FEC_NONE:QAM_16:TRANSMISSION_MODE_2K:GUARD_INTERVAL_1_32:HIERARCHY_NONE:600:601\n";

        Assert.Empty(Lineups.Of(Zap + Zap.Replace("A:", "B:", StringComparison.Ordinal).Replace("FEC_3_4", "FEC_AUTO", StringComparison.Ordinal), out var leftOut));
        Assert.Equal([1L, 2L], leftOut.Select(problem => problem.Line));
    }

    [Theory]
    [InlineData("[CHANNEL]\n DELIVERY_SYSTEM = DVBT\n FREQUENCY = 490000000\n", "a frequency to scan")]
    [InlineData("[X]\n SERVICE_ID = 1\n FREQUENCY = 490000000\n DELIVERY_SYSTEM = DTMB\n", "no way to its delivery system (DTMB)")]
    [InlineData("Stream;IPTV:1:S=0|P=0|F=HTTP:I:0:1:2:0:0:3:0:0:0\n", "no way to its source (I)")]
    public void What_cannot_be_tuned_is_refused_by_name(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<GuideFormatException>(() => Lineups.Of(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_adapter_source_shares_one_tuner() =>
        Assert.Equal(1, Lineups.Of("WRAL:707000000:8VSB:33:36:3")[0].Tuners?.Count);

    [Theory]
    [InlineData("channels-conf/Astra-28.2E.conf", 522, 0)]
    [InlineData("channels-conf/us-Raleigh-Durham.conf", 7, 0)]
    public void Real_scans_are_taken_whole(string file, int channels, int leftOut)
    {
        var entries = Lineups.Of(File.ReadAllText(SharedData.Path(file)), out var problems);
        Assert.Equal((channels, leftOut), (entries.Count, problems.Count));
    }

    [Fact]
    public void Services_of_one_name_are_as_many_channels_in_one_file()
    {
        var lineup = new LineupBuilder();
        lineup.Add(Lineups.Of("Box Office:10773:h:0:22000:1:2:3\nBox Office:10773:h:0:22000:4:5:6\nBox Office:10773:h:0:22000:1:2:3\n"), "conf");
        Assert.Equal([("box-office", 1), ("box-office~2", 1)], lineup.Channels.Select(channel => (channel.Id, channel.Sources.Count)));
    }

    [Fact]
    public void Of_a_real_scan_without_programme_numbers_only_those_that_have_one_are_taken_and_the_reason_is_one()
    {
        using var guide = new TestGuide("2026-01-01");
        using var file = File.OpenRead(SharedData.Path("channels-conf/uk-Crystal-Palace.conf"));
        var result = guide.Guide.Import([new NamedStream("uk.conf", file)], [], TestContext.Current.CancellationToken);

        Assert.Equal(["BBCi", "CBBC Channel"], guide.Guide.Channels.Select(channel => channel.Name));
        Assert.StartsWith("It has no programme number", Assert.Single(result.Inputs[0].LeftOut).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_read_or_refused_by_the_typed_error()
    {
        var part = Gen.OneOf(
            AnyOf.Values("BBC", ":", "\n", "|", ";", "505833333", "INVERSION_OFF", "BANDWIDTH_8_MHZ", "h", "8VSB", "S19.2E", "T", "HC23M5S1", "[X]\n", "FREQUENCY = 1", "DELIVERY_SYSTEM = DVBS2\n", ":@5 x", "99999999999999999999"),
            Gen.String);
        part.Array[0, 20].Sample(parts =>
        {
            try
            {
                _ = Lineups.Of("A:1:h:0:1:1:1:1\n" + string.Concat(parts));
                _ = Lineups.Of("[A]\nSERVICE_ID = 1\n" + string.Concat(parts));
                _ = Lineups.Of("A;B:1:S1:S1.0E:1:1:1:1:1:1:1:1:1\n" + string.Concat(parts));
            }
            catch (GuideFormatException)
            {
                // The one error that there may be.
            }
        });
    }

    private static (string Address, string? Program) Single(string text)
    {
        var entry = Assert.Single(Lineups.Of(text));
        return (entry.Uri.OriginalString, entry.Options.GetValueOrDefault("program"));
    }
}
