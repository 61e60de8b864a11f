using System.Globalization;
using System.Text.RegularExpressions;

namespace SeeIt.Guide.Matching;

/// <summary>Reads which instalment a post names: "S02E05", "2x05", "season 2 episode 3", "Folge 3", "T2 E3", "第3話".</summary>
internal static partial class EpisodeWords
{
    private static readonly string[] Ordinals = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    /// <summary>Empty when it names none.</summary>
    public static EpisodeNumber Find(string text)
    {
        text = Spelled().Replace(TimeText.Plain(text), match =>
            $"{match.Groups["word"].Value} {Array.IndexOf(Ordinals, match.Groups["n"].Value) + 1}");
        if (Both().Match(text) is { Success: true } both)
        {
            return new EpisodeNumber(Number(both, "s"), Number(both, "e"));
        }

        var season = Season().Match(text);
        var episode = Episode().Match(text);
        return new EpisodeNumber(season.Success ? Number(season, "s") : null, episode.Success ? Number(episode, "e") : null);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b(?<word>season|series|episode|ep)\s(?<n>one|two|three|four|five|six|seven|eight|nine|ten)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Spelled();

    [GeneratedRegex(@"(?:s(?<s>\d{1,2})e(?<e>\d{1,4})(?!\d)|\b(?:s|season|series|staffel|saison|t|temporada|temp)\.?\s?(?<s>\d{1,3})[\s,.:/-]{0,3}(?:e|ep|epi|episode|episodio|episódio|épisode|folge|capítulo|capitulo|cap)\.?\s?(?<e>\d{1,4})\b|(?<![\w.])(?<s>\d{1,2})x(?<e>\d{2,3})\b|\b(?<s>\d{1,3})\.\s?staffel[\s,-]{1,3}(?:folge\s?(?<e>\d{1,4})\b|(?<e>\d{1,4})\.\s?folge)|\b(?:episode|ep|folge|épisode|capítulo|capitulo|episodio|episódio)\.?\s?(?<e>\d{1,4})[\s,]{1,2}(?:of|von|de la|da|de)?\s?(?:the\s|der\s)?(?:season|series|staffel|saison|temporada)\s?(?<s>\d{1,3})\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Both();

    [GeneratedRegex(@"(?:\b(?:season|series|staffel|saison|temporada)\s?(?<s>\d{1,3})\b|(?<![\w#])[st](?<s>\d{1,2})\b|\b(?<s>\d{1,2})(?:\.|st|nd|rd|th|ª)\s?(?:season|series|staffel|temporada)\b|第\s?(?<s>\d{1,3})\s?[季期])", RegexOptions.CultureInvariant)]
    private static partial Regex Season();

    [GeneratedRegex(@"(?:\b(?:episode|epi|ep|e|folge|épisode|episodio|episódio|capítulo|capitulo|cap)\.?\s?#?(?<e>\d{1,4})\b|\b(?<e>\d{1,4})\.\s?folge\b|第\s?(?<e>\d{1,4})\s?[話话集回]|(?<e>\d{1,4})\s?[화회](?!\w)|الحلقة\s?(?<e>\d{1,4}))", RegexOptions.CultureInvariant)]
    private static partial Regex Episode();
}
