using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>What happened between phone, hub and box in a run. Times count from the run's beginning.</summary>
public sealed record LinkHistory
{
    /// <summary>Commands that the hub said it took.</summary>
    public IReadOnlyList<TakenCommand> Taken { get; init; } = [];

    /// <summary>What the phone saw of a command, in order.</summary>
    public IReadOnlyList<SeenProgress> Seen { get; init; } = [];

    /// <summary>Commands that the box began to carry out, in order, over all its lives.</summary>
    public IReadOnlyList<StartedCommand> Started { get; init; } = [];

    /// <summary>The hub's table when all is over.</summary>
    public IReadOnlyList<KeptCommand> Table { get; init; } = [];

    /// <summary>Statuses as the phone saw them, in order.</summary>
    public IReadOnlyList<SeenStatus> Statuses { get; init; } = [];

    /// <summary>Viewing sessions that the box has kept, and that ended.</summary>
    public IReadOnlyList<Viewing> BoxViewings { get; init; } = [];

    /// <summary>Viewing sessions that the hub was told of.</summary>
    public IReadOnlyList<Viewing> HubViewings { get; init; } = [];

    /// <summary>What the processes held.</summary>
    public IReadOnlyList<HeldResources> Held { get; init; } = [];
}

/// <param name="Id">The command's.</param>
/// <param name="At">When it was asked for, at the earliest.</param>
/// <param name="TimeToLive">How long it may wait to be started.</param>
/// <param name="IsShow">It asks for a show, so that a viewing session begins when it is done.</param>
public sealed record TakenCommand(Guid Id, TimeSpan At, TimeSpan TimeToLive, bool IsShow);

public sealed record SeenProgress(Guid Id, Progress Progress);

public sealed record StartedCommand(Guid Id, TimeSpan At);

public sealed record KeptCommand(Guid Id, long Sequence, Progress Progress);

public sealed record SeenStatus(Guid BootId, long Sequence);

/// <param name="Process">Its name and process id.</param>
/// <param name="At">When.</param>
/// <param name="ResidentKb">VmRSS.</param>
/// <param name="Descriptors">How many are open.</param>
public sealed record HeldResources(string Process, TimeSpan At, long ResidentKb, int Descriptors);
