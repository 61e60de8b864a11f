using SeeIt.Agent.Diagnosis.Checks;

namespace SeeIt.Agent.Diagnosis;

/// <summary>Runs all checks at once, each in bounded time.</summary>
internal static class Doctor
{
    /// <summary>All of them run together, so this is how long the whole takes at most.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    public static IReadOnlyList<Check> Checks(Patient patient) =>
    [
        new SettingsCheck(patient),
        new ServiceCheck(patient),
        new PlayerCheck(patient),
        new LibVlcCheck(patient.Machine),
        new VideoCheck(patient),
        new AudioCheck(patient.Machine),
        new TunerCheck(patient),
        new CecCheck(patient.Machine),
        new NetworkCheck(patient.Machine),
        new DnsCheck(patient.Settings),
        new ClockCheck(patient.Time),
        new HubCheck(patient.Settings, patient.Time),
        new DiscoveryCheck(patient),
        new DiskCheck(patient.Settings),
        new GuideCheck(patient),
        new LineupCheck(patient),
        new SourceCheck(patient),
    ];

    /// <param name="checks">What to look at.</param>
    /// <param name="time">For the limit.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="limit">Of each check; null for the usual one.</param>
    public static async Task<DoctorReport> RunAsync(IReadOnlyList<Check> checks, TimeProvider time, CancellationToken stop, TimeSpan? limit = null)
    {
        var findings = await Task.WhenAll(checks.Select(check => RunAsync(check, time, limit ?? Limit, stop)));
        IReadOnlyList<Finding> all = [.. findings.SelectMany(found => found)];
        return new(all.All(finding => finding.Verdict != Verdict.Problem), all);
    }

    private static async Task<IReadOnlyList<Finding>> RunAsync(Check check, TimeProvider time, TimeSpan limit, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            // On the pool: a check may block before its first await. What does not heed the token is left behind.
            return await Task.Run(() => check.RunAsync(linked.Token), linked.Token).WaitAsync(linked.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return [new(check.Name, Verdict.Warning, $"It could not be looked at within {limit.TotalSeconds:0} s.", "Try again; where it stays so, what it looks at hangs.")];
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            return [new(check.Name, Verdict.Unknown, $"It could not be looked at: {exception.Message}", "Run it as root, or as the service's user.")];
        }
    }
}
