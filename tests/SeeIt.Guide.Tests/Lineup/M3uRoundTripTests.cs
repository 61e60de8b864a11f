using System.Globalization;
using System.Text;
using CsCheck;
using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests.Lineup;

public sealed class M3uRoundTripTests
{
    /// <summary>What may stand in a value or a name: commas, apostrophes, brackets, letters of any script; no line ends, and no quote, which has tests of its own.</summary>
    private static readonly Gen<string> Words = Gen.OneOf(
            Gen.Char['a', 'z'], Gen.Const(','), Gen.Const('\''), Gen.Const(' '), Gen.Const('='), Gen.Char['À', 'ɏ'], Gen.Const('#'), Gen.Char['0', '9'])
        .Array[1, 20].Select(letters => new string(letters).Trim()).Where(text => text.Length > 0);

    /// <summary>A comma more at its end is nobody's name.</summary>
    private static readonly Gen<string> Names = Words.Select(name => name.Trim(',', ' ')).Where(name => name.Length > 0);

    private static readonly Gen<Entry> Entries = Gen.Select(Words, Words, Words, Gen.Int[0, 999], Gen.Bool, (id, group, name, number, radio) => new Entry(id, group, name, number, radio));

    [Fact]
    public void What_was_written_is_read()
    {
        Entries.Array[1, 10].Sample(entries =>
        {
            var text = new StringBuilder("#EXTM3U\r\n");
            foreach (var entry in entries)
            {
                text.Append($"#EXTINF:-1 tvg-id=\"{entry.Id}\" group-title=\"{entry.Group}\" radio=\"{entry.Radio}\",{entry.Name}\r\nhttp://host/{entry.Number}?a=b,c\r\n");
            }

            var read = new M3uReader(TestGuide.Text("x", text.ToString())).Read()
                .Select(entry => new Entry(entry["tvg-id"]!, entry.Group!, entry.Name, int.Parse(entry.Uri.AbsolutePath[1..]), bool.Parse(entry["radio"]!)));
            Assert.Equal(entries, read);
        });
    }

    /// <summary>The same attributes and names, written as programs write them: in either quotes, with spaces, on either side of the name.</summary>
    [Fact]
    public void Every_way_of_writing_is_read_alike() => Gen.Select(Words, Words, Names, AnyOf.Values(
        "#EXTINF:-1 tvg-id=\"{0}\" group-title=\"{1}\",{2}",
        "#EXTINF:-1 tvg-id = \"{0}\" group-title= \"{1}\" , {2}",
        "#EXTINF:-1,tvg-id=\"{0}\" group-title=\"{1}\",{2}",
        "#EXTINF:-1,{2} tvg-id=\"{0}\" group-title=\"{1}\"",
        "#EXTINF:-1 group-title=\"{1}\",{2} tvg-id =\"{0}\"")).Sample((id, group, name, form) =>
    {
        var text = string.Format(CultureInfo.InvariantCulture, $"#EXTM3U\n{form}\nhttp://host/1\n", id, group, name);

        var entry = Assert.Single(new M3uReader(TestGuide.Text("x", text)).Read());

        Assert.Equal((id, group, name), (entry["tvg-id"], entry.Group, entry.Name));
    });

    [Fact]
    public void Any_bytes_are_read_or_refused_by_the_typed_error()
    {
        var alphabet = Gen.OneOf(Gen.Const("#EXTM3U\n"), Gen.Const("#EXTINF:-1 a=\""), Gen.Const("\","), Gen.Const("\n"), Gen.Const("http://h|a=%"), Gen.Const("#EXTHTTP:{"), Gen.String);
        alphabet.Array[0, 12].Sample(parts =>
        {
            try
            {
                _ = new M3uReader(TestGuide.Text("x", string.Concat(parts))).Read().ToList();
            }
            catch (GuideFormatException)
            {
                // The one error that there may be.
            }
        });
    }

    private sealed record Entry(string Id, string Group, string Name, int Number, bool Radio);
}
