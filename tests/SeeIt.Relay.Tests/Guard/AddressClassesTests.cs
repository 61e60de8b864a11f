using System.Net;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay.Tests.Guard;

public sealed class AddressClassesTests
{
    [Theory]
    [InlineData("8.8.8.8", nameof(AddressClass.Public))]
    [InlineData("172.32.0.1", nameof(AddressClass.Public))]
    [InlineData("100.128.0.1", nameof(AddressClass.Public))]
    [InlineData("2606:4700::1", nameof(AddressClass.Public))]
    [InlineData("64:ff9b::808:808", nameof(AddressClass.Public))]
    [InlineData("::ffff:8.8.8.8", nameof(AddressClass.Public))]
    [InlineData("127.0.0.1", nameof(AddressClass.Local))]
    [InlineData("127.255.255.254", nameof(AddressClass.Local))]
    [InlineData("10.1.2.3", nameof(AddressClass.Local))]
    [InlineData("172.16.0.1", nameof(AddressClass.Local))]
    [InlineData("192.168.1.1", nameof(AddressClass.Local))]
    [InlineData("169.254.169.254", nameof(AddressClass.Local))]
    [InlineData("100.64.0.1", nameof(AddressClass.Local))]
    [InlineData("::1", nameof(AddressClass.Local))]
    [InlineData("fe80::1", nameof(AddressClass.Local))]
    [InlineData("fe80::1%1", nameof(AddressClass.Local))]
    [InlineData("fd00::1", nameof(AddressClass.Local))]
    [InlineData("::ffff:127.0.0.1", nameof(AddressClass.Local))]
    [InlineData("::ffff:192.168.0.1", nameof(AddressClass.Local))]
    [InlineData("0.0.0.0", nameof(AddressClass.Never))]
    [InlineData("0.1.2.3", nameof(AddressClass.Never))]
    [InlineData("224.0.0.251", nameof(AddressClass.Never))]
    [InlineData("239.1.1.1", nameof(AddressClass.Never))]
    [InlineData("240.0.0.1", nameof(AddressClass.Never))]
    [InlineData("255.255.255.255", nameof(AddressClass.Never))]
    [InlineData("198.18.0.1", nameof(AddressClass.Never))]
    [InlineData("203.0.113.9", nameof(AddressClass.Never))]
    [InlineData("::", nameof(AddressClass.Never))]
    [InlineData("::127.0.0.1", nameof(AddressClass.Never))]
    [InlineData("ff02::fb", nameof(AddressClass.Never))]
    [InlineData("fec0::1", nameof(AddressClass.Never))]
    [InlineData("2002:7f00:1::", nameof(AddressClass.Never))]
    [InlineData("2001:0:1::", nameof(AddressClass.Never))]
    [InlineData("2001:db8::1", nameof(AddressClass.Never))]
    [InlineData("64:ff9b::7f00:1", nameof(AddressClass.Never))]
    [InlineData("64:ff9b::c0a8:1", nameof(AddressClass.Never))]
    [InlineData("64:ff9b:1::808:808", nameof(AddressClass.Never))]
    [InlineData("100::1", nameof(AddressClass.Never))]
    public void Address_is_classed(string address, string expected) =>
        Assert.Equal(expected, AddressClasses.Of(IPAddress.Parse(address)).ToString());
}
