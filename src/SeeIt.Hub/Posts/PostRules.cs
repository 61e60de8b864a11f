using System.Text.RegularExpressions;
using SeeIt.Contracts;

namespace SeeIt.Hub.Posts;

internal static partial class PostRules
{
    private const int LongestLink = 2_048;

    /// <summary>Of an author, a time zone, a language.</summary>
    public const int LongestName = 200;

    /// <summary>A post from the paste box: a text that is nothing but a link is the link.</summary>
    public static Post FromText(string? pasted)
    {
        var text = (pasted ?? "").ReplaceLineEndings("\n").Trim();
        var link = LinkIn(text);
        return new Post(text == link ? "" : text, link);
    }

    /// <summary>The last web address in a text; null when there is none.</summary>
    public static string? LinkIn(string text) => Address().Matches(text)
        .Select(match => WithoutPunctuation(match.Value))
        .LastOrDefault(word => word.Length <= LongestLink && Uri.TryCreate(word, UriKind.Absolute, out _));

    /// <returns>The HTTP status and what is wrong; null when the post can be asked.</returns>
    public static (int Status, string Fault)? Fault(Post post) => post switch
    {
        { Text: null } => (400, "text is missing; it may be empty when there is a link."),
        { Text.Length: > Post.MaxTextLength } => (413, $"The post has {post.Text.Length} characters; {Post.MaxTextLength} are taken."),
        { Parent.Length: > Post.MaxTextLength } => (413, $"parent has {post.Parent!.Length} characters; {Post.MaxTextLength} are taken."),
        { Link.Length: > LongestLink } => (400, $"link is longer than {LongestLink} characters."),
        _ when string.IsNullOrWhiteSpace(post.Text) && string.IsNullOrWhiteSpace(post.Link) => (400, "The post is empty: share its text or its link."),
        { Author.Length: > LongestName } or { Zone.Length: > LongestName } or { Language.Length: > LongestName } =>
            (400, $"author, zone and language may have {LongestName} characters."),
        _ => null,
    };

    /// <summary>The sentence's, not the address's.</summary>
    private static string WithoutPunctuation(string word)
    {
        var address = word.TrimEnd('.', ',', ';', ':', '!', '?', '\'', '*', ']', '}');
        return address.EndsWith(')') && !address.Contains('(', StringComparison.Ordinal) ? WithoutPunctuation(address[..^1]) : address;
    }

    /// <summary>Up to the next space or the next letter of a script without spaces: Japanese goes on right behind an address.</summary>
    [GeneratedRegex("""https?://[^\s<>"\p{IsCJKSymbolsandPunctuation}\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}\p{IsHalfwidthandFullwidthForms}]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
