using System.Text.RegularExpressions;

namespace SeeIt.Guide.Matching;

/// <summary>Reads whether a post says that something was shown before ("rerun", "Wiederholung") or never ("new episode", "neue Folge").</summary>
internal static partial class RepeatWords
{
    /// <param name="text">The post's, without the titles in it.</param>
    /// <returns>True for a repeat, with the words; null when it says neither. A repeat of what was new is a repeat.</returns>
    public static (bool IsRepeat, string Written)? Find(string text)
    {
        var plain = TimeText.Plain(text);
        return Repeat().Match(plain) is { Success: true } repeat ? (true, repeat.Value)
            : New().Match(plain) is { Success: true } fresh ? (false, fresh.Value)
            : null;
    }

    /// <summary>A song is "on repeat", and "repeat after me" is no programme.</summary>
    [GeneratedRegex(@"(?<!\bon\s)\b(?:re-?runs?|repeats?(?!\safter\b)|repeated|re-?air(?:s|ed|ing)?|encore presentation|wiederholung(?:en)?|wiederholt|rediffusions?|rediff|rediffusé|repetici[oó]n(?:es)?|repetidos?|repitiendo|reposici[oó]n|reprises?|reprisando|reprisa)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Repeat();

    [GeneratedRegex(@"\b(?:new\s(?:episodes?|eps?|series|season)|all[\s-]new|brand[\s-]new|(?:season\s|series\s)?premieres?|premiering|neuen?\s(?:folgen?|staffeln?|episoden?)|erstausstrahlung|nouve(?:l|aux)\sépisodes?|nouvelles?\ssaisons?|épisodes?\sinédits?|nuevos?\s(?:cap[ií]tulos?|episodios?)|(?:cap[ií]tulos?|episodios?)\snuevos?|nuevas?\stemporadas?|estrenos?|estrenan?|novos?\s(?:cap[ií]tulos?|epis[oó]dios?)|(?:cap[ií]tulos?|epis[oó]dios?)\s(?:novos?|inéditos?)|novas?\stemporadas?|estreias?)\b", RegexOptions.CultureInvariant)]
    private static partial Regex New();
}
