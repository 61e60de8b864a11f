using SeeIt.Player.Playback;

namespace SeeIt.Player.Tests.Playback;

public sealed class LibVlcLogTests
{
    [Theory]
    [InlineData("VLC is unable to open the MRL 'http://1.relay.invalid/anna/secret.m3u8'. Check the log.", "VLC is unable to open the MRL '(address)'. Check the log.")]
    [InlineData("cannot open https://tv.example/?token=secret now", "cannot open (address) now")]
    [InlineData("no suitable decoder module for fourcc `av2 '", "no suitable decoder module for fourcc `av2 '")]
    public void What_LibVLC_says_is_passed_on_without_addresses(string said, string passedOn) =>
        Assert.Equal(passedOn, LibVlcLog.WithoutAddresses(said));
}
