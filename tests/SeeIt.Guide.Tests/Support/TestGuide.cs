using System.Globalization;
using System.Security;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace SeeIt.Guide.Tests;

/// <summary>A guide in a folder of its own, with the clock at a given time, UTC.</summary>
internal sealed class TestGuide : IDisposable
{
    public TestGuide(string now)
    {
        Now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Time = new FakeTimeProvider(Now);
        Guide = HouseholdGuide.Open(Folder, Time);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("seeit-guide-").FullName;

    public DateTimeOffset Now { get; }

    public FakeTimeProvider Time { get; }

    public HouseholdGuide Guide { get; private set; }

    public static NamedStream Text(string name, string text) => new(name, new MemoryStream(Encoding.UTF8.GetBytes(text)));

    /// <summary>An XMLTV file of programmes: channel, minutes from now to the start, length in minutes, title.</summary>
    public NamedStream Xmltv(string name, params IEnumerable<(string Channel, int Start, int Length, string Title)> programmes)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tv>\n");
        foreach (var (channel, start, length, title) in programmes)
        {
            xml.AppendLine(CultureInfo.InvariantCulture,
                $"<programme channel=\"{channel}\" start=\"{At(start)}\" stop=\"{At(start + length)}\"><title>{SecurityElement.Escape(title)}</title></programme>");
        }

        return Text(name, xml.Append("</tv>\n").ToString());
    }

    public TestGuide WithGuide(params IEnumerable<(string Channel, int Start, int Length, string Title)> programmes)
    {
        var result = Guide.Import([], [Xmltv("guide.xml", programmes)], TestContext.Current.CancellationToken);
        Assert.True(result.Installed, string.Join('\n', result.Errors));
        return this;
    }

    public static TestGuide Uk()
    {
        var uk = new TestGuide("2015-12-02 21:15");
        using var file = File.OpenRead(SharedData.Path("xmltv/UK_Data.xml"));
        var result = uk.Guide.Import([], [new NamedStream("UK_Data.xml", file)], TestContext.Current.CancellationToken);
        Assert.True(result.Installed, string.Join('\n', result.Errors));
        return uk;
    }

    public MatchResult Match(string post) => Guide.Match(new PostText(post), Now);

    public void Reopen()
    {
        Guide.Dispose();
        Guide = HouseholdGuide.Open(Folder, Time);
    }

    public void Dispose()
    {
        Guide.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private string At(int minutes) => Now.AddMinutes(minutes).ToString("yyyyMMddHHmmss +0000", CultureInfo.InvariantCulture);
}
