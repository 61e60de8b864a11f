namespace SeeIt.Contracts;

/// <summary>Why a command or a viewing session failed. The phone words it; the detail beside it names the thing.</summary>
public enum FailureKind
{
    /// <summary>No airing in the household's guide answers the post.</summary>
    NoMatch,

    /// <summary>The channel, or the airing, is not in this household's lineup (any more).</summary>
    NotInLineup,

    /// <summary>Every tuner that could serve the channel is in use.</summary>
    NoFreeTuner,

    /// <summary>The tuner or server refused or could not tune.</summary>
    TuningFailed,

    /// <summary>Tuned, but no signal is received.</summary>
    NoSignal,

    /// <summary>The source did not answer, or answered with an error.</summary>
    SourceUnreachable,

    /// <summary>The address is one that may not be opened (its scheme, its host, or where it redirects to).</summary>
    SourceForbidden,

    /// <summary>The format or codec cannot be played.</summary>
    Unsupported,

    /// <summary>The source answered, and then sent nothing.</summary>
    NoDataTimeout,

    /// <summary>The picture stood still and could not be brought back.</summary>
    Frozen,

    /// <summary>The player process ended, and again.</summary>
    PlayerCrashed,

    /// <summary>The time to live was over before the command could start.</summary>
    Expired,

    /// <summary>There is nothing on that could be paused or resumed.</summary>
    NotPlaying,

    /// <summary>The box was restarted while the command ran.</summary>
    Interrupted,

    /// <summary>The airing begins later: its schedule has shifted since it was offered, or it never was on.</summary>
    NotOnYet,
}
