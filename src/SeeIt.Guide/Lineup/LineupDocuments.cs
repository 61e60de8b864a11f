using System.Globalization;
using SeeIt.Guide.Input;
using SeeIt.Guide.Lineup.ChannelsConf;

namespace SeeIt.Guide.Lineup;

/// <summary>Sees of which format a lineup is, and reads it.</summary>
internal sealed class LineupDocuments
{
    /// <summary>More than any household receives. What a provider lists beyond that is films, and each channel takes memory.</summary>
    internal const int MostEntries = 50_000;

    /// <summary>Bytes. 20,000 channels have some 6 MB.</summary>
    private const long LongestText = 128_000_000;

    /// <summary>Bytes; all of it is in memory at once, and a tuner has some hundred channels.</summary>
    private const long LongestJson = 8_000_000;

    private readonly LineupInput _input;
    private readonly List<string> _guideAddresses = [];
    private int _count;

    public LineupDocuments(LineupInput input) => _input = input;

    /// <summary>What is to be known of lineups of this format; null when nothing is. Known once it is read.</summary>
    public string? Note { get; private set; }

    /// <summary>Told of what is left out: where, and why.</summary>
    public Action<Problem>? LeftOut { get; init; }

    /// <summary>Where the lineup says its guide is.</summary>
    public IReadOnlyList<string> GuideAddresses => _guideAddresses;

    /// <summary>The entries of all documents, the first <see cref="MostEntries"/> of them. Enumerate once.</summary>
    /// <exception cref="GuideFormatException">One of them is not what it should be.</exception>
    /// <exception cref="IOException">One could not be read to its end.</exception>
    public IEnumerable<LineupEntry> Read() => _input.Documents.SelectMany(Read);

    /// <summary>Why a channel is left out that comes after so many.</summary>
    public static string TooMany(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"More than {MostEntries:N0} channels; import a list without films, or one of what you watch: \"{name}\".");

    private IEnumerable<LineupEntry> Read(LineupDocument document)
    {
        var reader = Open(document);
        Note ??= reader is ChannelsConfReader ? ChannelsConfReader.Note : null;
        try
        {
            foreach (var entry in reader.Read())
            {
                if (document.OnlyHost is { } host && entry.Uri.IsAbsoluteUri && !host.Equals(entry.Uri.Host, StringComparison.OrdinalIgnoreCase))
                {
                    LeaveOut($"Its address leads away from the device that was found: \"{entry.Name}\".");
                    continue;
                }

                if (++_count > MostEntries)
                {
                    LeaveOut(TooMany(entry.Name));
                    continue;
                }

                var uri = SourceAddresses.WithCredentialsOf(document.BaseUri, SourceAddresses.WithoutTicket(entry.Uri));
                yield return entry.Tidied() with { Uri = uri, Tuners = entry.Tuners ?? document.TunersOf?.Invoke(uri) };
            }
        }
        finally
        {
            _guideAddresses.AddRange(reader.GuideAddresses);
        }
    }

    private ILineupReader Open(LineupDocument document)
    {
        var text = InputText.Open(new NamedStream(_input.Name, document.Content, document.BaseUri));
        return text.Plain switch
        {
            var head when HdHomeRunReader.Recognizes(head) => new HdHomeRunReader(Unpacked(LongestJson)) { LeftOut = LeftOut },
            var head when ChannelsConfReader.Recognizes(head) => new ChannelsConfReader(Unpacked(LongestText)) { LeftOut = LeftOut },
            _ => new M3uReader(Unpacked(LongestText)) { LeftOut = LeftOut },
        };

        NamedStream Unpacked(long longest) => new(_input.Name, new BoundedStream(text.Content, _input.Name, longest), document.BaseUri);
    }

    private void LeaveOut(string reason) => LeftOut?.Invoke(new Problem(_input.Name, 0, reason));
}
