namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>Something that makes sound.</summary>
internal sealed class AudioCheck(Machine machine) : Check("audio")
{
    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        var cards = machine.Read("/proc/asound/cards").Split('\n').Where(line => line.Contains("]: ", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf("]: ", StringComparison.Ordinal) + 3)..].Trim()).ToList();
        return cards.Count == 0
            ? Found(Warning("No sound card is there: pictures come without sound.", "Where the box has one, its kernel driver or firmware is missing: dmesg tells."))
            : Found(Ok($"Sound cards: {string.Join("; ", cards)}."));
    }
}
