using System.Collections.Frozen;

namespace SeeIt.Guide.Matching;

/// <summary>What people say just before a channel's name, folded.</summary>
internal static class ChannelWords
{
    private static readonly FrozenSet<string> Before = new[]
    {
        "on", "over", "to", "auf", "bei", "im", "sur", "en", "na", "no", "pela", "pelo", "da", "do", "at", "put", "mettez", "pon", "coloca", "schaltet", "via", "op", "su",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool MayStandBefore(string word) => Before.Contains(word);
}
