using SeeIt.Guide.Input;

namespace SeeIt.Guide.Lineup;

/// <summary>
/// Reads an extended M3U playlist as a lineup, entry by entry. Not thread-safe. There is no standard; this follows what
/// Kodi's pvr.iptvsimple, VLC and TVHeadend write and read.
/// </summary>
public sealed class M3uReader : ILineupReader
{
    private const int MostGuides = 20;

    private readonly NamedStream _input;
    private readonly List<string> _guideAddresses = [];

    // What the header says of every entry that does not say otherwise.
    private readonly Dictionary<string, string> _defaults = NewMap();
    private Pending _pending = new();

    public M3uReader(NamedStream input) => _input = input;

    /// <summary>Told of each line that is left out: where, and why.</summary>
    public Action<Problem>? LeftOut { get; init; }

    /// <summary>Where the playlist says its guide is (x-tvg-url, url-tvg), so far.</summary>
    public IReadOnlyList<string> GuideAddresses => _guideAddresses;

    /// <summary>The entries in the file's order. Enumerate once.</summary>
    /// <exception cref="GuideFormatException">The input is no M3U, or has no entry.</exception>
    public IEnumerable<M3uEntry> Read()
    {
        var input = InputText.Open(_input);
        if ((input.Misfit() ?? input.OtherThanM3u()) is { } misfit)
        {
            throw Error(1, $"This is not an M3U playlist: {misfit}.");
        }

        using var reader = new StreamReader(input.Content, LenientEncoding.Utf8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        long line = 0;
        var found = false;
        while (NextLine(reader, line + 1) is { } text)
        {
            line++;
            text = text.Trim().Trim('\uFEFF');
            if (text.StartsWith('#'))
            {
                Directive(line, text);
            }
            else if (text.Length > 0 && Address(line, text) is { } entry)
            {
                found = true;
                yield return entry;
            }
        }

        LeaveOutPending();
        if (!found)
        {
            throw Error(line, "The playlist has no channel in it.");
        }
    }

    IEnumerable<LineupEntry> ILineupReader.Read() => Read().Select(entry => entry.ToLineupEntry());

    private string? NextLine(StreamReader reader, long line)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException exception)
        {
            throw new GuideFormatException(new Problem(_input.Name, line, "The gzip data are damaged from here on."), exception);
        }
    }

    private void Directive(long line, string text)
    {
        var (tag, value) = Split(text, ':');
        switch (tag.ToUpperInvariant())
        {
            case "#EXTINF":
                LeaveOutPending();
                _pending.Line = line;
                _pending.Name = ExtInf.Read(value, _pending.Attributes);
                break;
            case "#EXTGRP":
                _pending.Group ??= value;
                break;
            case "#EXTVLCOPT":
                Option(value);
                break;
            case "#KODIPROP":
                Option(value);
                break;
            case "#EXTHTTP":
                if (!RequestHeaders.ReadJson(value, _pending.Headers))
                {
                    LeaveOut(line, "EXTHTTP holds no JSON object; its headers are left out.");
                }

                break;
            case "#EXT-X-TARGETDURATION" or "#EXT-X-STREAM-INF" or "#EXT-X-MEDIA-SEQUENCE":
                throw Error(line, "This is the playlist of one HLS stream, not a list of channels. Put its address into an M3U as a channel.");
            case var header when header.StartsWith("#EXTM3U", StringComparison.Ordinal):
                Header(text);
                break;
        }
    }

    private void Option(string text)
    {
        var (key, value) = Split(text, '=');
        value = value.Trim('"');
        if (key.EndsWith("stream_headers", StringComparison.OrdinalIgnoreCase)
            || key.EndsWith("common_headers", StringComparison.OrdinalIgnoreCase))
        {
            RequestHeaders.ReadPairs(value, _pending.Headers);
        }
        else if (value.Length > 0 && RequestHeaders.NameOf(key) is { } header)
        {
            _pending.Headers.TryAdd(header, value);
        }
        else if (key.Contains("license_", StringComparison.OrdinalIgnoreCase) || key.EndsWith(".drm", StringComparison.OrdinalIgnoreCase) || key.EndsWith(".drm_legacy", StringComparison.OrdinalIgnoreCase))
        {
            _pending.License ??= value.Length == 0 ? null : key.EndsWith("license_type", StringComparison.OrdinalIgnoreCase) ? value : "a license is named";
        }
        else
        {
            _pending.Options.TryAdd(key, value);
        }
    }

    private void Header(string text)
    {
        var attributes = NewMap();
        ExtInf.Read(text.AsSpan("#EXTM3U".Length), attributes);
        foreach (var (key, value) in attributes)
        {
            if (M3uEntry.IsOfEvery(key))
            {
                _defaults.TryAdd(key, value);
            }
        }

        foreach (var key in (ReadOnlySpan<string>)["x-tvg-url", "url-tvg", "tvg-url"])
        {
            if (attributes.TryGetValue(key, out var addresses))
            {
                _guideAddresses.AddRange(addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Take(MostGuides - _guideAddresses.Count));
            }
        }
    }

    private M3uEntry? Address(long line, string text)
    {
        if (!LooksLikeAddress(text))
        {
            LeaveOut(line, $"Neither a directive nor an address: \"{Shorten(text)}\".");
            return null;
        }

        var pending = _pending;
        _pending = new Pending();
        var address = text.Contains('|', StringComparison.Ordinal) ? RequestHeaders.TakeSuffix(text, pending.Headers) : text;
        if (!TryResolve(address, out var uri))
        {
            LeaveOut(line, $"Not a valid address: \"{Shorten(address)}\".");
            return null;
        }

        if (pending.License is { } license)
        {
            LeaveOut(line, $"It is encrypted ({license}), and LibVLC has no keys: \"{Shorten(pending.Name ?? address)}\".");
            return null;
        }

        foreach (var (key, value) in _defaults)
        {
            pending.Attributes.TryAdd(key, value);
        }

        foreach (var (key, value) in pending.Attributes)
        {
            if (value.Length > 0 && RequestHeaders.NameOf(key) is { } header)
            {
                pending.Headers.TryAdd(header, value);
            }
        }

        var group = pending.Attributes.GetValueOrDefault("group-title");
        return new M3uEntry(
            line,
            pending.Name ?? "",
            pending.Attributes,
            string.IsNullOrWhiteSpace(group) ? pending.Group : group.Trim(),
            uri,
            pending.HeadersOrNone,
            pending.OptionsOrNone);
    }

    private bool TryResolve(string address, out Uri uri)
    {
        // On Unix "/path" would be taken as an absolute file address; here it is relative to where the playlist was.
        if (!address.StartsWith('/') && Uri.TryCreate(SourceAddresses.WithHost(address), UriKind.Absolute, out uri!))
        {
            return true;
        }

        return _input.BaseUri is { } root
            ? Uri.TryCreate(root, address, out uri!)
            : Uri.TryCreate(address, UriKind.Relative, out uri!);
    }

    private bool LooksLikeAddress(string text) =>
        text.Contains("://", StringComparison.Ordinal)
        || (_pending.Any
            && text.AsSpan().IndexOfAny('/', '.', ':') >= 0
            && !text.StartsWith('=') && !text.StartsWith('<'));

    /// <summary>Forgets what was said before an address that did not come.</summary>
    private void LeaveOutPending()
    {
        if (_pending.Name is { } name)
        {
            LeaveOut(_pending.Line, $"An entry without an address after it: \"{Shorten(name)}\".");
            _pending = new Pending();
        }
    }

    private void LeaveOut(long line, string reason) => LeftOut?.Invoke(new Problem(_input.Name, line, reason));

    private GuideFormatException Error(long line, string message) => new(new Problem(_input.Name, Math.Max(line, 1), message));

    private static (string Key, string Value) Split(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text.Trim(), "") : (text[..at].Trim(), text[(at + 1)..].Trim());
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static Dictionary<string, string> NewMap() => new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was said before the address comes.</summary>
    private sealed class Pending
    {
        private Dictionary<string, string>? _headers;
        private Dictionary<string, string>? _options;

        public long Line { get; set; }

        public string? Name { get; set; }

        public string? Group { get; set; }

        /// <summary>Which protection needs a license; the license itself is not kept.</summary>
        public string? License { get; set; }

        public Dictionary<string, string> Attributes { get; } = NewMap();

        /// <summary>Made at first use, as few entries have any: lineups of 20,000 channels are read on small boxes.</summary>
        public Dictionary<string, string> Headers => _headers ??= NewMap();

        public Dictionary<string, string> Options => _options ??= NewMap();

        public IReadOnlyDictionary<string, string> HeadersOrNone => _headers ?? Source.None;

        public IReadOnlyDictionary<string, string> OptionsOrNone => _options ?? Source.None;

        public bool Any => Name is not null;
    }
}
