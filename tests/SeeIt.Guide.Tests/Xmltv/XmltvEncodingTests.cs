using System.IO.Compression;
using System.Text;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Xmltv;

public sealed class XmltvEncodingTests
{
    [Theory]
    [InlineData("UTF-8", "iso-8859-1", "Café £5")]
    [InlineData("UTF-8", "windows-1252", "Café – “£5”")]
    [InlineData("ISO-8859-1", "utf-8", "Café – 深夜")]
    [InlineData("windows-1252", "utf-8", "Łódź")]
    [InlineData("UTF-16", "utf-8", "Café")]
    [InlineData(null, "iso-8859-1", "Café")]
    [InlineData("utf8", "utf-8", "Café – 深夜")]
    [InlineData("latin-1", "iso-8859-1", "Café")]
    [InlineData("cp1252", "windows-1252", "Café – “£5”")]
    public void A_wrong_declaration_is_seen_through(string? declared, string written, string title) =>
        Assert.Equal(title, ReadTitle(Xml(declared, title, CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written), mark: false)));

    [Theory]
    [InlineData("ISO8859-15", "iso-8859-15", "5 €")]
    [InlineData("latin9", "iso-8859-15", "5 €")]
    [InlineData("ISO_8859-2", "iso-8859-2", "Łódź")]
    [InlineData("cp1251", "windows-1251", "Вечер")]
    [InlineData("gb2312", "gb2312", "深夜")]
    public void An_encoding_is_known_by_the_names_that_people_write(string declared, string written, string title) =>
        Assert.Equal(title, ReadTitle(Xml(declared, title, CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written), mark: false)));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void UTF_16_is_known_without_its_mark(string encoding) =>
        Assert.Equal("Café 深夜", ReadTitle(Xml("UTF-16", "Café 深夜", Encoding.GetEncoding(encoding), mark: false)));

    [Fact]
    public void A_mark_counts_for_more_than_the_declaration() =>
        Assert.Equal("Café", ReadTitle(Xml("ISO-8859-1", "Café", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), mark: true)));

    /// <summary>A server that packs what was packed already.</summary>
    [Fact]
    public void Gzip_in_gzip_is_unpacked() =>
        Assert.Equal("Café", ReadTitle(Gzip(Gzip(Xml("UTF-8", "Café", Encoding.UTF8, mark: false)))));

    private static string ReadTitle(byte[] bytes) =>
        Assert.IsType<XmltvProgramme>(Assert.Single(new XmltvReader(new NamedStream("x", new MemoryStream(bytes))).Read())).Titles[0].Text;

    private static byte[] Xml(string? declared, string title, Encoding encoding, bool mark)
    {
        var declaration = declared is null ? "" : $"<?xml version=\"1.0\" encoding=\"{declared}\"?>\n";
        var text = $"{declaration}<tv><programme start=\"2015\" channel=\"a\"><title>{title}</title></programme></tv>";
        return [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
    }

    private static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
