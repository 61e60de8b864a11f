using System.Net;
using System.Net.Sockets;
using System.Text;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Xmltv;

public sealed class HostileXmltvTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HostileXmltvTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    private string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/xmltv.dtd";

    [Fact]
    public void A_dtd_elsewhere_is_not_fetched()
    {
        var elements = Read($"<!DOCTYPE tv SYSTEM \"{Address}\">\n<tv><programme start=\"2015\" channel=\"a\"><title>A</title></programme></tv>");

        Assert.Single(elements);
        Assert.False(_listener.Pending());
    }

    [Theory]
    [InlineData("SYSTEM \"ADDRESS\"")]
    [InlineData("SYSTEM \"file:///etc/passwd\"")]
    [InlineData("PUBLIC \"x\" \"ADDRESS\"")]
    public void An_entity_of_another_file_is_refused_and_not_opened(string where)
    {
        var error = Assert.Throws<GuideFormatException>(() => Read(
            $"<!DOCTYPE tv [<!ENTITY x {where.Replace("ADDRESS", Address, StringComparison.Ordinal)}>]>\n<tv><programme start=\"2015\" channel=\"a\"><title>&x;</title></programme></tv>"));

        Assert.Equal(2, error.Problem.Line);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public void Entities_that_grow_are_refused_at_once()
    {
        var dtd = new StringBuilder("<!ENTITY e0 \"ha\">");
        for (var level = 1; level < 40; level++)
        {
            dtd.Append($"<!ENTITY e{level} \"&e{level - 1};&e{level - 1};&e{level - 1};&e{level - 1};\">");
        }

        Assert.Throws<GuideFormatException>(() => Read($"<!DOCTYPE tv [{dtd}]>\n<tv><programme start=\"2015\" channel=\"a\"><title>&e39;</title></programme></tv>"));
        Assert.Throws<GuideFormatException>(() => Read($"<!DOCTYPE tv [{dtd}]>\n<tv><programme start=\"2015\" channel=\"&e39;\"><title>A</title></programme></tv>"));
    }

    [Fact]
    public void Elements_in_elements_without_end_take_no_memory_and_no_stack()
    {
        var deep = new StringBuilder("<tv><programme start=\"2015\" channel=\"a\"><title>A</title>");
        deep.Insert(deep.Length, "<x>", 200_000).Insert(deep.Length, "</x>", 200_000).Append("</programme></tv>");

        Assert.Single(Read(deep.ToString()));
    }

    private static List<XmltvElement> Read(string text) => [.. new XmltvReader(TestGuide.Text("x", text)).Read()];
}
