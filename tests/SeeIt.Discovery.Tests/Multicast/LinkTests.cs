using System.Net;
using SeeIt.Discovery.Multicast;

namespace SeeIt.Discovery.Tests.Multicast;

public sealed class LinkTests
{
    [Theory]
    [InlineData("docker0", true)]
    [InlineData("veth12ab", true)]
    [InlineData("br-0123456789ab", true)]
    [InlineData("virbr0", true)]
    [InlineData("br0", false)]
    [InlineData("br-lan", false)]
    [InlineData("eth0", false)]
    [InlineData("enp3s0", false)]
    [InlineData("wlan0", false)]
    public void Container_interfaces_are_left_out(string name, bool isVirtual) => Assert.Equal(isVirtual, Link.IsVirtual(name));

    [Theory]
    [InlineData("192.168.1.77", true)]
    [InlineData("192.168.2.77", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("fe80::5", true)]
    [InlineData("fe80::5%3", true)]
    [InlineData("fd00::5", true)]
    [InlineData("2606::5", false)]
    public void Only_the_links_own_networks_are_on_it(string address, bool isOn)
    {
        var link = new Link(1, "eth0", [IPNetwork.Parse("192.168.1.0/24"), IPNetwork.Parse("fd00::/64")], []);
        Assert.Equal(isOn, link.IsOnLink(IPAddress.Parse(address)));
    }
}
