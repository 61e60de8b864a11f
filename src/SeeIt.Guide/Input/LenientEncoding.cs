using System.Text;

namespace SeeIt.Guide.Input;

/// <summary>
/// UTF-8 in which bytes that are not UTF-8 are read as Windows-1252, which is ISO-8859-1 with quotes and dashes where that has
/// control characters: files that say nothing of their encoding, or say the wrong thing, keep their accents.
/// </summary>
internal static class LenientEncoding
{
    public static Encoding Utf8 { get; } = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new WesternFallback());

    private static Encoding Western { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private sealed class WesternFallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();
    }

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private string _text = "";
        private int _next;

        public override int Remaining => _text.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _text = Western.GetString(bytesUnknown);
            _next = 0;
            return true;
        }

        public override char GetNextChar() => _next < _text.Length ? _text[_next++] : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0)
            {
                return false;
            }

            _next--;
            return true;
        }
    }
}
