using SeeIt.LibVlc;
using SeeIt.Player.Playback;

namespace SeeIt.Player.Tests.Playback;

public sealed class LibVlcVersionTests
{
    [Theory]
    [InlineData("3.0.20 Vetinari")]
    [InlineData("3.0.24 Vetinari")]
    [InlineData("3.1.0-git")]
    public void A_version_that_is_new_enough_is_taken(string version) => Assert.Null(LibVlcVersion.Refusal(version));

    [Fact]
    public void The_installed_one_is_taken() => Assert.Null(LibVlcVersion.Refusal(LibVLC.Version));

    [Theory]
    [InlineData("3.0.19 Vetinari")]
    [InlineData("3.0.9.2 Vetinari")]
    [InlineData("2.2.8 Weatherwax")]
    [InlineData("")]
    public void An_older_one_is_refused_by_its_name_and_the_message_says_what_to_do(string version)
    {
        var refusal = LibVlcVersion.Refusal(version);
        Assert.NotNull(refusal);
        Assert.StartsWith($"LibVLC is {version}; it must be 3.0.20 or newer: upgrade", refusal, StringComparison.Ordinal);
    }
}
