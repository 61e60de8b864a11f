using System.Net;
using System.Text.Json;

namespace SeeIt.Relay.HdHomeRun;

/// <summary>What one tuner of a device does, as /status.json says it (SiliconDust's HTTP API).</summary>
/// <param name="Channel">Its virtual number, such as "5.1"; null of one that is idle, or tuned without.</param>
/// <param name="Target">Who is sent to; null of one that is idle.</param>
/// <param name="Signal">Null of one that does not say.</param>
internal sealed record TunerState(string? Channel, IPAddress? Target, SignalReport? Signal)
{
    /// <summary>All tuners of a device; none where the text is none of its.</summary>
    public static IReadOnlyList<TunerState> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Where(tuner => tuner.ValueKind == JsonValueKind.Object).Select(Read)]
                : [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter of bytes in a string that are no text.
            return [];
        }
    }

    private static TunerState Read(JsonElement tuner) => new(
        Text(tuner, "VctNumber"),
        IPAddress.TryParse(Text(tuner, "TargetIP"), out var target) ? target : null,
        Percent(tuner, "SignalStrengthPercent") is { } strength ? Report(strength, Percent(tuner, "SignalQualityPercent"), Percent(tuner, "SymbolQualityPercent")) : null);

    /// <summary>The demodulator has a signal quality when it is locked only; the symbols' is that of what comes out.</summary>
    private static SignalReport Report(int strength, int? signal, int? symbols) => new(strength, (signal ?? symbols) > 0, symbols ?? signal ?? 0);

    private static string? Text(JsonElement tuner, string name) =>
        tuner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Percent(JsonElement tuner, string name) =>
        tuner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var percent) ? Math.Clamp(percent, 0, 100) : null;
}
