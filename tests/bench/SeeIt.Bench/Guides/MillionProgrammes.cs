using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace SeeIt.Bench.Guides;

/// <summary>
/// A large XMLTV file as aggregators write them: channels one after the other, half an hour each, with episode titles,
/// descriptions, people, categories and episode numbers. The same bytes each time; written as a stream.
/// </summary>
internal static class MillionProgrammes
{
    public const int Channels = 500;
    public const int Programmes = 1_000_000;
    private const int Shows = 20_000;
    private const int Seed = 4;

    private static readonly DateTime From = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Words =
    [
        "amber", "bridge", "castle", "danger", "evening", "forest", "garden", "harbour", "island", "journey", "kitchen", "letter",
        "morning", "night", "ocean", "palace", "question", "river", "secret", "travel", "under", "valley", "winter", "yellow",
        "zebra", "family", "house", "murder", "doctor", "weather", "football", "history", "planet", "soldier", "teacher", "village",
    ];

    private static readonly string[] Categories = ["Drama", "News", "Comedy", "Sport", "Documentary", "Film", "Children"];

    /// <param name="path">Replaced.</param>
    /// <param name="packed">Whether it is gzipped.</param>
    /// <param name="programmes">Of all channels, as many on each.</param>
    public static void Write(string path, bool packed, int programmes = Programmes)
    {
        using var file = File.Create(path);
        using var content = packed ? new GZipStream(file, CompressionLevel.Fastest) : (Stream)file;
        using var xml = new StreamWriter(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024);
        xml.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tv SYSTEM \"xmltv.dtd\">\n<tv generator-info-name=\"bench\">\n");
        var text = new StringBuilder();
        for (var channel = 0; channel < Channels; channel++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"  <channel id=\"c{channel}.example\">\n    <display-name>Channel {channel}</display-name>\n    <display-name>{channel}</display-name>\n  </channel>\n");
        }

        xml.Write(text);
        var random = new Random(Seed);
        for (var channel = 0; channel < Channels; channel++)
        {
            for (var slot = 0; slot < programmes / Channels; slot++)
            {
                text.Clear();
                AddProgramme(text, channel, From.AddMinutes(30 * slot), random);
                xml.Write(text);
            }
        }

        xml.Write("</tv>\n");
    }

    private static void AddProgramme(StringBuilder text, int channel, DateTime start, Random random)
    {
        var show = random.Next(Shows);
        var (season, episode) = (random.Next(9), random.Next(24));
        text.Append(CultureInfo.InvariantCulture,
            $"  <programme start=\"{start:yyyyMMddHHmmss} +0000\" stop=\"{start.AddMinutes(30):yyyyMMddHHmmss} +0000\" channel=\"c{channel}.example\">\n");
        text.Append(CultureInfo.InvariantCulture, $"    <title lang=\"en\">The {Word(show)} {Word(show / 36)} &amp; {Word(show / 1296)} {show}</title>\n");
        text.Append(CultureInfo.InvariantCulture, $"    <sub-title lang=\"en\">{Word(random.Next())} of the {Word(random.Next())}</sub-title>\n    <desc lang=\"en\">");
        for (var word = random.Next(12, 45); word > 0; word--)
        {
            text.Append(Word(random.Next()));
            text.Append(' ');
        }

        text.Append("</desc>\n    <credits>\n");
        for (var person = random.Next(1, 4); person > 0; person--)
        {
            text.Append(CultureInfo.InvariantCulture, $"      <actor>{Word(random.Next())} {Word(random.Next())}son {random.Next(1000)}</actor>\n");
        }

        text.Append(CultureInfo.InvariantCulture,
            $"    </credits>\n    <date>{random.Next(1960, 2026)}</date>\n    <category lang=\"en\">{Categories[show % Categories.Length]}</category>\n");
        text.Append(CultureInfo.InvariantCulture,
            $"    <episode-num system=\"xmltv_ns\">{season}.{episode}.0/1</episode-num>\n    <episode-num system=\"dd_progid\">EP{show:00000000}.{(season * 24) + episode:0000}</episode-num>\n  </programme>\n");
    }

    private static string Word(int number) => Words[number % Words.Length];
}
