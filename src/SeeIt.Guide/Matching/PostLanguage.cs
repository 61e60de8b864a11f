using System.Collections.Frozen;

namespace SeeIt.Guide.Matching;

/// <summary>Guesses a post's language by its smallest words: enough to prefer one of two airings that are else alike.</summary>
internal static class PostLanguage
{
    private static readonly (string Language, FrozenSet<string> Words)[] Languages =
    [
        ("en", Set("the a an and is are was to of in on at this that it i you my we watching with for have has not what who so")),
        ("de", Set("der die das und ist sind war ich du wir nicht ein eine im am auf bei mit von zu wer was heute schaue gucke lauft noch auch")),
        ("fr", Set("le la les et est sont je tu nous vous pas un une dans sur avec ce cette qui que du des au ca mon ma regarde soir")),
        ("es", Set("el la los las y es son yo que un una en con por para no esta hoy viendo del al mi muy se lo")),
        ("pt", Set("o a os as e eu voce que um uma em com por para nao esta hoje vendo assistindo do da no na meu minha muito se")),
    ];

    /// <summary>Two letters; null when no language leads.</summary>
    public static string? Guess(IReadOnlyList<string> words)
    {
        if (words.Any(word => word[0] is >= '\u0600' and <= '\u06FF'))
        {
            return "ar";
        }

        if (words.Any(word => word[0] is >= '\u3040' and <= '\u30FF'))
        {
            return "ja";
        }

        if (words.Any(word => word[0] is >= '\uAC00' and <= '\uD7A3'))
        {
            return "ko";
        }

        if (words.Any(word => word[0] is >= '\u4E00' and <= '\u9FFF'))
        {
            return "zh";
        }

        var counted = Languages.Select(language => (language.Language, Count: words.Count(language.Words.Contains))).OrderByDescending(language => language.Count).ToList();
        return counted[0].Count > counted[1].Count ? counted[0].Language : null;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
