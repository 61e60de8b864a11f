namespace SeeIt.Guide;

/// <summary>What is wrong with an input, and where.</summary>
/// <param name="File">The input's name.</param>
/// <param name="Line">From 1; 0 when it concerns the whole file.</param>
/// <param name="Message">For people: what was found, and what was expected.</param>
public sealed record Problem(string File, long Line, string Message)
{
    public override string ToString() => Line > 0 ? $"{File}, line {Line}: {Message}" : $"{File}: {Message}";
}
