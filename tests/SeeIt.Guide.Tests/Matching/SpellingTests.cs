using CsCheck;
using SeeIt.Guide.Matching;

namespace SeeIt.Guide.Tests.Matching;

public sealed class SpellingTests
{
    private static readonly Gen<string> Word = Gen.Char['a', 'z'].Array[5, 12].Select(letters => new string(letters));

    [Fact]
    public void Word_with_one_letter_changed_left_out_doubled_or_swapped_is_found() =>
        Gen.Select(Word, Gen.Int[0, 3], Gen.Int[0, 100], Gen.Char['a', 'z']).Sample((word, how, place, letter) =>
        {
            var spelling = new Spelling();
            spelling.Add(word);
            var at = place % (word.Length - 1);
            var mistyped = how switch
            {
                0 => word[..at] + letter + word[(at + 1)..],
                1 => word[..at] + word[(at + 1)..],
                2 => word[..at] + letter + word[at..],
                _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
            };

            Assert.True(mistyped.Length < 5 || spelling.Near(mistyped).Contains(word), mistyped);
        });

    [Theory]
    [InlineData("garden", "garten", true)]
    [InlineData("garden", "gardne", true)]
    [InlineData("garden", "gadrne", false)]
    [InlineData("garden", "gardener", false)]
    [InlineData("garden", "warren", false)]
    public void Two_changes_are_another_word(string a, string b, bool isNear) => Assert.Equal(isNear, Spelling.IsNear(a, b));
}
