namespace SeeIt.TestKit;

/// <summary>What can be wrong with a <see cref="FaultySource"/>.</summary>
public enum SourceFault
{
    None,

    /// <summary>Keeps every connection, and says nothing: to who asks now, not even a head.</summary>
    Silent,

    /// <summary>Who is connected gets nothing any more; who asks from now on is answered.</summary>
    Stuck,

    /// <summary>One packet a second.</summary>
    Trickle,

    /// <summary>A tenth of what is due.</summary>
    Tenth,

    /// <summary>Stands for 150 to 400 ms in each second, and sends then what was due meanwhile.</summary>
    Stutters,

    /// <summary>Ends each connection one second after it began.</summary>
    EndsSoon,

    /// <summary>Nobody listens.</summary>
    Refused,

    /// <summary>HTTP 404.</summary>
    NotFound,

    /// <summary>HTTP 503.</summary>
    Unavailable,

    /// <summary>HTTP 503 as an HDHomeRun says that all its tuners are in use.</summary>
    NoFreeTuner,

    /// <summary>HTTP 404 as an HDHomeRun says that it knows no such channel.</summary>
    UnknownChannel,

    /// <summary>HTTP 503 as an HDHomeRun says that it receives nothing.</summary>
    NoSignal,

    /// <summary>Redirects to itself.</summary>
    RedirectLoop,

    /// <summary>HTML, as a portal that wants a sign-in.</summary>
    WebPage,

    /// <summary>Pictures and sound are encrypted.</summary>
    Scrambled,

    /// <summary>Pictures, but no key frame among them.</summary>
    NoKeyFrames,

    /// <summary>The pictures' PID carries the clock and nothing else; the sound goes on.</summary>
    NoPicture,

    /// <summary>Of media there is only what has the clock's PID: the pictures. The sound's PID carries nothing.</summary>
    NoSound,

    /// <summary>Pictures of a codec (AVS2) that LibVLC does not know.</summary>
    UnknownVideo,

    /// <summary>The same, and no packet says that a key frame begins.</summary>
    UnmarkedUnknownVideo,
}
