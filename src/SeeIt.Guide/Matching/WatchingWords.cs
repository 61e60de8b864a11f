using System.Collections.Frozen;

namespace SeeIt.Guide.Matching;

/// <summary>Words that people use when they write about what they watch, folded.</summary>
internal static class WatchingWords
{
    private static readonly FrozenSet<string> Watching = Set(
        """
        watch watching watched rewatch rewatching theme marathon sitcom binge binging bingeing episode episodes ep eps season finale premiere premieres
        premiering rerun reruns spoiler spoilers tonight tonite telly tvtime livetweet cliffhanger plot twist episodio temporada
        capitulo folge staffel rewatched tv telly televised airing aired airs broadcast dvr tivo catchup series show
        schaue schau schaut gucke guck gucken guckt schauen geschaut geguckt fernsehen fernseher sender serie serien lauft laeuft sendung wiederholung
        regarde regarder regardez regardais saison diffusion rediffusion tele serie feuilleton chaine rediff
        viendo ver vemos veo mirando capitulo capitulos tele canal estreno dando novela telenovela
        assistindo assistir assisto assisti vendo canal estreia
        """);

    /// <summary>Said just before a title.</summary>
    private static readonly FrozenSet<string> Before = Set(
        """
        watch watching watched rewatching binging bingeing catch catching loving enjoying love missing missed miss seen episode
        season finale see show series recording recorded record dvr tivo schaue schau guckt gucke gucken schaut lauft laeuft bei regarde regarder devant viendo
        veo ver assistindo vendo assisto love loved into binged started starting finished finishing rewatch rewatched tuned tuning ready excited obsessed
        capitulo folge episodio episode saison temporada staffel
        """);

    /// <summary>Said just after a title.</summary>
    private static readonly FrozenSet<string> After = Set(
        """
        tonight tonite finale episode episodes season series premiere is was starts airs returns spoilers on fans marathon trailer
        heute abend lauft laeuft gucken schauen ce soir esta hoy hoje marathon rerun starts started begins returned back never has had rn next later gleich nachher weiter
        """);

    /// <summary>What else may have a show's name.</summary>
    private static readonly FrozenSet<string> OtherWork = Set(
        """
        album song songs lyrics vinyl spotify book books novel author reading read chapter kindle xbox playstation ps4 ps5 nintendo
        gameplay concert tickets restaurant hotel recipe podcast buch roman lied spiel livre roman chanson libro cancion juego livro musica jogo
        """);

    public static bool IsWatching(string word) => Watching.Contains(word);

    public static bool IsOtherWork(string word) => OtherWork.Contains(word);

    public static bool MayStandBefore(string word) => Before.Contains(word);

    public static bool MayStandAfter(string word) => After.Contains(word);

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
