namespace SeeIt.Contracts.Hub;

/// <summary>Names and numbers of the SignalR link that a box dials out to the hub. See docs/protocol.md.</summary>
public static class DeviceLink
{
    public const string Path = "/hubs/device";

    /// <summary>
    /// The version this build speaks. The hub serves this one and the two before it; what is newer than the version that both
    /// speak is not said.
    /// </summary>
    public const int ProtocolVersion = 2;

    /// <summary>Box → hub. Methods of the device hub.</summary>
    public static class ToHub
    {
        /// <summary><see cref="Hub.Hello"/> → <see cref="Hub.Welcome"/>. First on every connection.</summary>
        public const string Hello = "Hello";

        /// <summary><see cref="CommandReport"/>.</summary>
        public const string Report = "Report";

        /// <summary><see cref="TvStatus"/>.</summary>
        public const string Status = "Status";

        /// <summary><see cref="PostAnswer"/>.</summary>
        public const string Answer = "Answer";

        /// <summary>
        /// No argument: asks for every open command again, and whether the link still stands. Since version 2.
        /// </summary>
        public const string Reconcile = "Reconcile";

        /// <summary>A list of <see cref="Viewing"/> that have ended. Stored when it returns; what is known already is taken again. Since version 2.</summary>
        public const string Viewings = "Viewings";

        /// <summary>No argument: the box was reset, and is this TV no longer. Since version 2.</summary>
        public const string Leave = "Leave";
    }

    /// <summary>Hub → box.</summary>
    public static class ToBox
    {
        /// <summary><see cref="Hub.Command"/>.</summary>
        public const string Command = "Command";

        /// <summary><see cref="PostQuestion"/>.</summary>
        public const string Ask = "Ask";

        /// <summary>The <see cref="PostQuestion.Id"/> of a post whose candidates nobody looks at any more: nothing was tapped.</summary>
        public const string SheetClosed = "SheetClosed";

        /// <summary>No argument: the box was unpaired; forget the client and show the pairing screen.</summary>
        public const string Unpaired = "Unpaired";

        /// <summary><see cref="Hub.Drain"/>: the hub is about to stop. Since version 2.</summary>
        public const string Drain = "Drain";

        /// <summary>No argument: another agent with this box's identity has linked. Stop, and say so. Since version 2.</summary>
        public const string Replaced = "Replaced";
    }
}

/// <summary>The box introduces itself. Unknown capabilities are ignored by the hub.</summary>
/// <param name="Protocol">The box's <see cref="DeviceLink.ProtocolVersion"/>.</param>
/// <param name="BootId">New at each start of the agent.</param>
/// <param name="LastSequence">The highest command sequence the box has persisted; 0 at first.</param>
/// <param name="Name">The TV's name as its owner set it on the box.</param>
/// <param name="Model">Hardware model, for people.</param>
/// <param name="AgentVersion">Semantic version.</param>
/// <param name="Capabilities">Verbs and features this box has.</param>
public sealed record Hello(
    int Protocol,
    Guid BootId,
    long LastSequence,
    string Name,
    string Model,
    string AgentVersion,
    IReadOnlyList<string> Capabilities);

/// <summary>The hub's answer. It echoes the boot id, so that a serializer that dropped the message is noticed.</summary>
/// <param name="Protocol">What will be spoken: the lower of both.</param>
/// <param name="BootId">Echo of <see cref="Hello.BootId"/>.</param>
/// <param name="HubVersion">Semantic version.</param>
public sealed record Welcome(int Protocol, Guid BootId, string HubVersion);

/// <summary>The hub stops: come back after a pause between the two, drawn evenly, so that not all boxes come at once.</summary>
/// <param name="LeastMs">Milliseconds.</param>
/// <param name="MostMs">Milliseconds, not less.</param>
public sealed record Drain(int LeastMs, int MostMs);

/// <summary>A phone shared a post; the hub asks for candidates. Answered with the same id, within two seconds to be of use.</summary>
/// <param name="Id">The post's.</param>
/// <param name="Post">What was shared.</param>
/// <param name="IsLate">It waited for the box to be back: nobody looks at a phone for the answer. A hub that does not say so asks at once.</param>
public sealed record PostQuestion(Guid Id, Post Post, bool IsLate = false);

/// <summary>The box's candidates for <see cref="PostQuestion"/>.</summary>
public sealed record PostAnswer(Guid Id, CandidateList Answer);
