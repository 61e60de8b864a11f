using System.Collections.Frozen;

namespace SeeIt.Guide.Matching;

/// <summary>Words that people use when they write about what they watch, folded.</summary>
internal static class WatchingWords
{
    private static readonly FrozenSet<string> Watching = Set(
        """
        watch watching watched rewatch rewatching binge binging bingeing episode episodes ep eps season finale premiere premieres
        premiering rerun reruns spoiler spoilers tonight tonite telly tvtime livetweet cliffhanger plot twist episodio temporada
        capitulo folge staffel schaue schau gucke guck gucken schauen geschaut fernsehen heute abend regarde regarder regarde
        saison diffusion viendo ver mirando assistindo assistir assisto vendo novela
        """);

    /// <summary>Said just before a title.</summary>
    private static readonly FrozenSet<string> Before = Set(
        """
        watch watching watched rewatching binging bingeing catch catching loving enjoying love missing missed miss seen episode
        season finale see show series recording recorded record dvr tivo schaue gucke regarde viendo assistindo vendo love
        """);

    /// <summary>Said just after a title.</summary>
    private static readonly FrozenSet<string> After = Set(
        """
        tonight tonite finale episode episodes season series premiere is was starts airs returns spoilers on fans marathon trailer
        heute abend lauft laeuft ce soir esta hoy hoje
        """);

    public static bool IsWatching(string word) => Watching.Contains(word);

    public static bool MayStandBefore(string word) => Before.Contains(word);

    public static bool MayStandAfter(string word) => After.Contains(word);

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
