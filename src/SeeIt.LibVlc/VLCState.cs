namespace SeeIt.LibVlc;

/// <summary><c>libvlc_state_t</c></summary>
public enum VLCState
{
    NothingSpecial = 0,
    Opening = 1,
    Buffering = 2,
    Playing = 3,
    Paused = 4,
    Stopped = 5,
    Ended = 6,
    Error = 7,
}
