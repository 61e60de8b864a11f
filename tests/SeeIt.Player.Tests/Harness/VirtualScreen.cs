using System.Diagnostics;

namespace SeeIt.Player.Tests.Harness;

/// <summary>A real X server without a monitor, 1280x720, and screenshots of it.</summary>
public sealed class VirtualScreen : IDisposable
{
    public const int Width = 1280;
    public const int Height = 720;

    private readonly Process _server;

    public VirtualScreen()
    {
        _server = Process.Start(new ProcessStartInfo("Xvfb", $"-displayfd 1 -screen 0 {Width}x{Height}x24 -nolisten tcp")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _server.BeginErrorReadLine();
        Name = ":" + _server.StandardOutput.ReadLine();
    }

    public string Name { get; }

    public Shot Take()
    {
        using var import = Process.Start(new ProcessStartInfo("import", $"-display {Name} -window root -depth 8 rgb:-")
        {
            RedirectStandardOutput = true,
        })!;
        using var pixels = new MemoryStream();
        import.StandardOutput.BaseStream.CopyTo(pixels);
        import.WaitForExit();
        Assert.Equal(0, import.ExitCode);
        return new Shot(pixels.ToArray());
    }

    /// <summary>What a phone's camera would read off the TV.</summary>
    public async Task<string> ReadQr(string folder)
    {
        var path = Path.Combine(folder, $"shot-{Guid.NewGuid():N}.png");
        using (var import = Process.Start("import", $"-display {Name} -window root {path}"))
        {
            await import.WaitForExitAsync();
        }

        using var zbar = Process.Start(new ProcessStartInfo("zbarimg", $"-q --raw {path}") { RedirectStandardOutput = true })!;
        var text = await zbar.StandardOutput.ReadToEndAsync();
        File.Delete(path);
        return text.Trim();
    }

    /// <summary>Ends the X server, as a crash would.</summary>
    public void Kill()
    {
        _server.Kill();
        _server.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _server.Dispose();
    }
}

/// <summary>A screenshot.</summary>
public sealed record Shot(byte[] Pixels)
{
    public (byte Red, byte Green, byte Blue) At(int x, int y)
    {
        var i = ((y * VirtualScreen.Width) + x) * 3;
        return (Pixels[i], Pixels[i + 1], Pixels[i + 2]);
    }

    /// <summary>The upper left part of the clips has their colour; the white box moves in the middle.</summary>
    public bool IsRed => At(100, 100) is { Red: > 200, Green: < 60, Blue: < 60 };

    public bool IsBlue => At(100, 100) is { Red: < 60, Green: < 60, Blue: > 200 };

    /// <summary>As a converter makes it: not always all zero.</summary>
    public bool IsBlack => At(100, 100) is { Red: < 10, Green: < 10, Blue: < 10 };

    public bool IsScreen => At(5, 5) is { Red: 0x0B or 0x0C, Green: >= 0x10 and <= 0x12, Blue: >= 0x1B and <= 0x1E };

    /// <summary>Most lines differ from the next one by 20 pixels and more: the edges of what moves are combs.</summary>
    public bool IsCombed => Enumerable.Range(0, VirtualScreen.Height - 1).Count(y => Differing(y) > 20) > VirtualScreen.Height / 2;

    public bool HasBrightText => Pixels.Count(value => value > 0xE0) > 3_000;

    /// <summary>Pixels of a line that are white where the next line's are black, or the other way round.</summary>
    private int Differing(int y) =>
        Enumerable.Range(0, VirtualScreen.Width).Count(x => Math.Abs(At(x, y).Green - At(x, y + 1).Green) > 0x80);

    public bool Same(Shot other) => Pixels.AsSpan().SequenceEqual(other.Pixels);
}
