using CsCheck;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Xmltv;

public sealed class ClumpTests
{
    [Theory]
    [InlineData(null, 0, 3600)]
    [InlineData("0/1", 0, 3600)]
    [InlineData("0/2", 0, 1800)]
    [InlineData("1/2", 1800, 3600)]
    [InlineData(" 2 / 3 ", 2400, 3600)]
    [InlineData("2/2", 0, 3600)]
    [InlineData("-1/2", 0, 3600)]
    [InlineData("1", 0, 3600)]
    [InlineData("a/b", 0, 3600)]
    [InlineData("1/99999", 0, 3600)]
    public void Programmes_of_one_slot_share_it(string? index, long start, long stop) =>
        Assert.Equal((start, stop), Clump.Part(index, 0, 3600));

    [Fact]
    public void Without_a_stop_there_is_nothing_to_share() => Assert.Equal((5, null), Clump.Part("1/2", 5, null));

    [Fact]
    public void The_parts_of_a_slot_fill_it_without_a_gap() => Gen.Select(Gen.Int[2, 60], Gen.Int[60, 100_000]).Sample((parts, length) =>
    {
        var at = 1_000L;
        for (var part = 0; part < parts; part++)
        {
            var (start, stop) = Clump.Part($"{part}/{parts}", 1_000, 1_000 + length);
            Assert.Equal(at, start);
            Assert.True(stop > start);
            at = stop!.Value;
        }

        Assert.Equal(1_000 + length, at);
    });
}
