namespace SeeIt.Hub.Tests;

public sealed class HubConfigurationTests
{
    [Fact]
    public void Every_fault_is_told_at_once()
    {
        using var errors = new StringWriter();
        Assert.Null(HubConfiguration.Read(["--DataFolde", "/x", "--PairingPollSeconds", "0", "--PublicAddress", "ftp://x"], errors));
        var text = errors.ToString();
        Assert.Contains("DataFolde is not known. Did you mean DataFolder?", text, StringComparison.Ordinal);
        Assert.Contains("DataFolder is not set", text, StringComparison.Ordinal);
        Assert.Contains("PairingPollSeconds is 0", text, StringComparison.Ordinal);
        Assert.Contains("PublicAddress is ftp://x", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_of_the_wrong_kind_is_named()
    {
        using var errors = new StringWriter();
        Assert.Null(HubConfiguration.Read(["--DataFolder", "/tmp", "--Registration", "everybody"], errors));
        Assert.Contains("everybody", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Good_settings_are_read()
    {
        using var errors = new StringWriter();
        var settings = HubConfiguration.Read(["--DataFolder", "/tmp/x", "--urls", "http://127.0.0.1:0", "--Registration", "open"], errors);
        Assert.Equal("", errors.ToString());
        Assert.Equal(Registration.Open, settings!.Registration);
    }
}
