namespace SeeIt.Guide.Lineup.ChannelsConf;

/// <summary>A dish's converter (LNB) by its oscillators, in kilohertz, as LibVLC takes them.</summary>
/// <param name="Low">The oscillator, or the lower one.</param>
/// <param name="High">The other one, from the switch on.</param>
/// <param name="Switch">The frequency from which on the other one is used.</param>
internal sealed record Converter(int Low, int? High = null, int? Switch = null)
{
    /// <summary>By v4l-utils' name for it (libdvbv5, dvb-sat.c).</summary>
    /// <returns>False for one whose oscillator turns with the polarization or the user, which LibVLC cannot say. The converter is null where LibVLC knows it by itself.</returns>
    public static bool TryFind(string? name, out Converter? converter)
    {
        bool isKnown;
        (isKnown, converter) = name?.ToUpperInvariant() switch
        {
            null or "" or "UNIVERSAL" or "EXTENDED" => (true, (Converter?)null),
            "STANDARD" => (true, new Converter(10_000_000)),
            "DBS" => (true, new Converter(11_250_000)),
            "L10700" => (true, new Converter(10_700_000)),
            "L10750" => (true, new Converter(10_750_000)),
            "L11300" => (true, new Converter(11_300_000)),
            "ENHANCED" => (true, new Converter(9_750_000)),
            "C-BAND" => (true, new Converter(5_150_000)),
            "110BS" => (true, new Converter(10_678_000)),
            "QPH031" => (true, new Converter(10_750_000, 11_250_000, 12_200_000)),
            _ => (false, null),
        };
        return isKnown;
    }
}
