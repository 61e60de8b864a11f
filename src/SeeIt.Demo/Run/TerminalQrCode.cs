using System.Text;
using QRCoder;

namespace SeeIt.Demo.Run;

/// <summary>A QR code as text: two modules in each character cell, dark on light whatever the terminal's colours are.</summary>
public static class TerminalQrCode
{
    public static string Render(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var modules = code.ModuleMatrix;
        var lines = new StringBuilder();
        for (var row = 0; row < modules.Count; row += 2)
        {
            lines.Append("\e[30;107m");
            for (var column = 0; column < modules[row].Count; column++)
            {
                var lower = row + 1 < modules.Count && modules[row + 1][column];
                lines.Append((modules[row][column], lower) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }

            lines.Append("\e[0m\n");
        }

        return lines.ToString();
    }
}
