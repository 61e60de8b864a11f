namespace SeeIt.Guide.Text;

/// <summary>How a word is written.</summary>
internal enum WordCase
{
    /// <summary>Digits, or a script without capitals.</summary>
    None,
    Lower,
    Capital,

    /// <summary>At least two letters, all capital.</summary>
    Upper,

    /// <summary>Capitals inside: "iCarly", "GoT".</summary>
    Mixed,
}

/// <summary>A word of a text.</summary>
/// <param name="Text">Folded; never empty.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 units.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Case">How it was written.</param>
internal readonly record struct Word(string Text, int Start, int End, WordCase Case);
