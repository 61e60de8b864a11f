using System.Globalization;
using System.Text;
using System.Xml;
using SeeIt.Demo.Broadcast;

namespace SeeIt.Demo.Guide;

/// <summary>Writes the schedule as XMLTV: from six hours ago to seven days ahead.</summary>
public static class XmltvGuide
{
    private static readonly TimeSpan Past = TimeSpan.FromHours(6);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    public static byte[] Render(Schedule schedule, DateTimeOffset now)
    {
        using var document = new MemoryStream();
        using (var xml = XmlWriter.Create(document, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) }))
        {
            Write(xml, schedule, now);
        }

        return document.ToArray();
    }

    private static void Write(XmlWriter xml, Schedule schedule, DateTimeOffset now)
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("tv");
        xml.WriteAttributeString("generator-info-name", "seeit-demo");
        foreach (var channel in DemoChannel.All)
        {
            xml.WriteStartElement("channel");
            xml.WriteAttributeString("id", channel.Id);
            WriteText(xml, "display-name", channel.Name);
            xml.WriteElementString("display-name", channel.Number.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        foreach (var channel in DemoChannel.All)
        {
            foreach (var airing in schedule.Airings(channel, now - Past, now + Ahead))
            {
                Write(xml, airing);
            }
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, Airing airing)
    {
        var (show, episode) = (airing.Show, airing.Episode);
        xml.WriteStartElement("programme");
        xml.WriteAttributeString("start", Time(airing.Start));
        xml.WriteAttributeString("stop", Time(airing.Stop));
        xml.WriteAttributeString("channel", airing.ChannelId);
        WriteText(xml, "title", show.Title);
        if (episode > 0)
        {
            WriteText(xml, "sub-title", show.Episodes[episode - 1]);
        }

        WriteText(xml, "desc", show.Description);
        WriteText(xml, "category", show.Category);
        if (episode > 0)
        {
            // xmltv_ns counts from zero.
            WriteNumber(xml, "xmltv_ns", string.Create(CultureInfo.InvariantCulture, $"{show.Season - 1}.{episode - 1}."));
            WriteNumber(xml, "onscreen", string.Create(CultureInfo.InvariantCulture, $"S{show.Season:00}E{episode:00}"));
        }

        xml.WriteEndElement();
    }

    private static void WriteText(XmlWriter xml, string element, string text)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("lang", "en");
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static void WriteNumber(XmlWriter xml, string system, string number)
    {
        xml.WriteStartElement("episode-num");
        xml.WriteAttributeString("system", system);
        xml.WriteString(number);
        xml.WriteEndElement();
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + " +0000";
}
