using System.Security.Cryptography.X509Certificates;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A source that cannot be shown fails by name, with its cause, and in time.</summary>
public sealed class TypedFailureTests(TypedFailureTests.Setting setting) : IClassFixture<TypedFailureTests.Setting>
{
    [Theory]
    [InlineData(SourceFault.NotFound, FailureKind.SourceUnreachable, "404")]
    [InlineData(SourceFault.Unavailable, FailureKind.SourceUnreachable, "503")]
    [InlineData(SourceFault.NoFreeTuner, FailureKind.NoFreeTuner, "All Tuners In Use")]
    [InlineData(SourceFault.UnknownChannel, FailureKind.TuningFailed, "801 Unknown Channel")]
    [InlineData(SourceFault.NoSignal, FailureKind.NoSignal, "807 No Video Data")]
    [InlineData(SourceFault.Refused, FailureKind.SourceUnreachable, "refused")]
    [InlineData(SourceFault.RedirectLoop, FailureKind.SourceUnreachable, "redirects 6 times")]
    [InlineData(SourceFault.WebPage, FailureKind.Unsupported, "a web page (HTML)")]
    [InlineData(SourceFault.Trickle, FailureKind.NoDataTimeout, "bytes in")]
    [InlineData(SourceFault.Scrambled, FailureKind.Unsupported, "encrypted")]
    [InlineData(SourceFault.NoKeyFrames, FailureKind.NoDataTimeout, "no key frame")]
    [InlineData(SourceFault.UnknownVideo, FailureKind.Unsupported, "uses the video codec AVS2, which this box cannot decode")]
    [InlineData(SourceFault.UnmarkedUnknownVideo, FailureKind.Unsupported, "uses the video codec AVS2, which this box cannot decode")]
    [InlineData(SourceFault.Silent, FailureKind.NoDataTimeout, "did not open")]
    public async Task A_source_with_a_fault_fails_by_its_kind(SourceFault fault, FailureKind kind, string cause)
    {
        setting.Source.Fault = fault;
        await FailsAsync($"{fault}", kind, cause);
    }

    [Fact]
    public Task Radio_that_is_encrypted_fails_so() => FailsAsync("Radio", FailureKind.Unsupported, "sends the sound encrypted");

    [Fact]
    public Task A_source_that_speaks_no_tls_fails_so()
    {
        setting.Source.Fault = SourceFault.None;
        return FailsAsync("Tls", FailureKind.SourceUnreachable, "TLS with");
    }

    [Fact]
    public async Task Four_sources_that_are_silent_are_all_tried_and_fail_in_time()
    {
        setting.Source.Fault = SourceFault.Silent;
        var asked = setting.Source.Requests;
        await FailsAsync("Four", FailureKind.NoDataTimeout, "did not open");
        Assert.Equal(asked + 4, setting.Source.Requests);
    }

    [Fact]
    public Task A_certificate_that_nobody_vouches_for_fails_so() => FailsAsync("Untrusted", FailureKind.SourceUnreachable, "certificate");

    /// <summary>The server's tuner has no lock, and says so all the while.</summary>
    [Fact]
    public Task A_tuner_without_a_signal_fails_so() => FailsAsync("NoLock", FailureKind.NoSignal, "no signal (level 4 %)");

    [Fact]
    public async Task After_a_failure_the_channel_is_shown_when_its_source_is_well()
    {
        setting.Source.Fault = SourceFault.NotFound;
        await FailsAsync("None", FailureKind.SourceUnreachable, "404");
        setting.Source.Fault = SourceFault.None;
        await setting.Box.WatchAsync("None");
        await setting.Box.Screen.WaitForMovingClockAsync("garden.demo");
    }

    private Task FailsAsync(string channel, FailureKind kind, string cause) => setting.Box.FailsAsync(channel, kind, cause);

    public sealed class Setting : IAsyncLifetime
    {
        private readonly X509Certificate2 _certificate = TestCertificate.For("localhost");
        private readonly FaultServer _untrusted;
        private readonly SatIpServer _noLock = new() { IsLocked = false };
        private readonly FaultClips _clips = new();
        private FaultySource _radio = null!;

        public Setting() => _untrusted = FaultServer.Silent(_certificate);

        public LoneBox Box { get; private set; } = null!;

        public FaultySource Source { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));

            _radio = new FaultySource(await _clips.RadioAsync("garden.demo")) { Fault = SourceFault.Scrambled };

            // A channel each: what was watched before is kept open for a moment, and would be joined.
            Box = await LoneBox.StartAsync(
            [
                .. Enum.GetNames<SourceFault>().Select(name => (name, new Uri(Source.Address, $"?{name}"))),
                .. Enumerable.Range(1, 4).Select(number => ("Four", new Uri(Source.Address, $"?Four{number}"))),
                ("Tls", new UriBuilder(Source.Address) { Scheme = "https" }.Uri),
                ("Untrusted", new UriBuilder(_untrusted.Address) { Scheme = "https", Host = "localhost" }.Uri),
                ("NoLock", _noLock.Address()),
                ("Radio", _radio.Address),
            ]);
        }

        public async ValueTask DisposeAsync()
        {
            await Box.DisposeAsync();
            await Source.DisposeAsync();
            await _untrusted.DisposeAsync();
            _certificate.Dispose();
            await _noLock.DisposeAsync();
            await _radio.DisposeAsync();
            _clips.Dispose();
        }
    }
}
