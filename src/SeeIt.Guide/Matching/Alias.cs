namespace SeeIt.Guide.Matching;

/// <summary>How an alias was made of a title; the further down, the less it says.</summary>
internal enum AliasKind
{
    Title,

    /// <summary>Without "The", "Der", "La", ….</summary>
    WithoutArticle,

    /// <summary>Up to the colon or dash: "MasterChef" of "MasterChef: The Professionals".</summary>
    Short,

    /// <summary>Behind the colon, or the first or last words: "The Next Generation", "Bake Off".</summary>
    Part,

    /// <summary>Initials: "TVD".</summary>
    Acronym,

    /// <summary>No title of the show, but one of its episodes'.</summary>
    Episode,
}

/// <param name="Show">Index into the shows of the index.</param>
/// <param name="Kind">How it was made.</param>
/// <param name="Words">How many words it has.</param>
/// <param name="Bits">How much its words tell.</param>
internal readonly record struct Alias(int Show, AliasKind Kind, int Words, float Bits)
{
    /// <summary>None of its words is rare: together they may be a turn of phrase.</summary>
    public bool IsEveryday => Bits <= Words * CommonWords.Frequent;
}
