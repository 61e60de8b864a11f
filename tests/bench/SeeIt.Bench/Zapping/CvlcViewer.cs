using SeeIt.TestKit;

namespace SeeIt.Bench.Zapping;

/// <summary>cvlc as Debian has it, with its defaults but for the outputs: a process for each channel that is watched.</summary>
internal sealed class CvlcViewer : Viewer
{
    private TestProcess? _process;

    private CvlcViewer(XvfbDisplay display, TimeProvider time)
        : base("cvlc", display, time)
    {
    }

    public override bool IsCold => true;

    public static async Task<Viewer> StartAsync(TimeProvider time) => new CvlcViewer(await XvfbDisplay.StartAsync(), time);

    public override Task TapAsync(Uri next)
    {
        string[] vlc = ["cvlc", "--fullscreen", "--vout=xcb_x11", "--aout=adummy", next.OriginalString];

        // It refuses to run as root.
        string[] nobody = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];
        string[] command = [.. nobody, .. vlc];
        _process = TestProcess.Start(command[0], command[1..], Display.Environment);
        return Task.CompletedTask;
    }

    public override async Task RestAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await RestAsync();
        await base.DisposeAsync();
    }
}
