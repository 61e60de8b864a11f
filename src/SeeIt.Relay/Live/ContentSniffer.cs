using System.Text;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Live;

/// <summary>What a source sends, by its first bytes and its content type.</summary>
internal enum ContentKind
{
    /// <summary>More bytes are needed.</summary>
    Undecided,
    TransportStream,
    Hls,
    Dash,
    Mp4,
    Other,
}

/// <summary>Tells <see cref="ContentKind"/>. The bytes win over the type: many servers send a wrong one.</summary>
internal static class ContentSniffer
{
    /// <summary>Enough to decide in every case.</summary>
    public const int EnoughBytes = 2048;

    public static ContentKind Classify(ReadOnlySpan<byte> bytes, string? mediaType)
    {
        if (TsFramer.IsTransportStream(bytes))
        {
            return ContentKind.TransportStream;
        }

        var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        if (text.StartsWith("#EXTM3U"u8) || IsHlsType(mediaType))
        {
            return ContentKind.Hls;
        }

        if (bytes.Length >= 8 && bytes[4..8].SequenceEqual("ftyp"u8))
        {
            return ContentKind.Mp4;
        }

        if (text.IndexOf("<MPD"u8) >= 0 || Is(mediaType, "application/dash+xml"))
        {
            return ContentKind.Dash;
        }

        return bytes.Length >= EnoughBytes ? ContentKind.Other : ContentKind.Undecided;
    }

    /// <summary>What it is that is not played, for people.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes, string? mediaType)
    {
        var text = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 256)]).TrimStart();
        var what = text switch
        {
            "" => "nothing",
            _ when text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) => "a web page (HTML)",
            _ when text.StartsWith('<') => "XML",
            _ when text.StartsWith('{') || text.StartsWith('[') => "JSON",
            _ when text.StartsWith("\x1aE\xdf\xa3", StringComparison.Ordinal) => "Matroska",
            _ when text.StartsWith("ID3", StringComparison.Ordinal) => "MP3",
            _ when text.All(c => c is >= ' ' and <= '~' or '\r' or '\n' or '\t') => "text",
            _ => "bytes that are no format known here",
        };
        return mediaType is { Length: > 0 and < 100 } ? $"{what}, sent as {mediaType}" : what;
    }

    private static bool IsHlsType(string? mediaType) =>
        Is(mediaType, "application/vnd.apple.mpegurl") || Is(mediaType, "application/x-mpegurl")
        || Is(mediaType, "audio/mpegurl") || Is(mediaType, "audio/x-mpegurl");

    private static bool Is(string? mediaType, string type) => type.Equals(mediaType, StringComparison.OrdinalIgnoreCase);
}
