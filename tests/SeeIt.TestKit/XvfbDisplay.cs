using System.Text.RegularExpressions;

namespace SeeIt.TestKit;

/// <summary>A virtual screen of 1280 by 720 pixels with a real X server behind it. Needs xvfb and imagemagick.</summary>
public sealed partial class XvfbDisplay : IAsyncDisposable
{
    private readonly TestProcess _server;
    private readonly TemporaryFolder _folder;
    private int _shots;

    private XvfbDisplay(TestProcess server, TemporaryFolder folder, string name)
    {
        _server = server;
        _folder = folder;
        Name = name;
    }

    /// <summary>What DISPLAY has to be: <c>:99</c>.</summary>
    public string Name { get; }

    /// <summary>What is on the screen, as a file that the server maps (XWD, X11/XWDFile.h): always as it is now.</summary>
    public string FrameBuffer => _folder.File("Xvfb_screen0");

    /// <summary>DISPLAY, for <see cref="TestProcess.Start"/>.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { ["DISPLAY"] = Name };

    public static async Task<XvfbDisplay> StartAsync()
    {
        var folder = new TemporaryFolder();
        var server = TestProcess.Start(
            "Xvfb",
            ["-displayfd", "1", "-screen", "0", "1280x720x24", "-fbdir", folder.Path, "-nolisten", "tcp", "-noreset"]);
        try
        {
            var number = await server.WaitForLineAsync(DisplayNumber());
            return new XvfbDisplay(server, folder, $":{number.Value}");
        }
        catch
        {
            await server.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A PNG of the whole screen.</summary>
    /// <param name="path">Where to write it; a file that lives as long as the display when null.</param>
    /// <returns>Its path.</returns>
    public async Task<string> ScreenshotAsync(string? path = null)
    {
        path ??= _folder.File($"{Interlocked.Increment(ref _shots)}.png");
        var (code, output) = await TestProcess.RunAsync("import", ["-display", Name, "-window", "root", $"png:{path}"]);
        return code == 0 ? path : throw new InvalidOperationException($"import ended with {code}: {output}");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex DisplayNumber();
}
