using SeeIt.Guide.Input;
using SeeIt.Guide.Lineup.ChannelsConf;

namespace SeeIt.Guide.Lineup;

/// <summary>Sees of which format a lineup is, and reads it.</summary>
internal sealed class LineupDocuments
{
    private readonly LineupInput _input;
    private readonly List<Problem> _problems = [];
    private readonly List<string> _guideAddresses = [];

    public LineupDocuments(LineupInput input) => _input = input;

    /// <summary>What was left out, so far.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Where the lineup says its guide is.</summary>
    public IReadOnlyList<string> GuideAddresses => _guideAddresses;

    /// <summary>The entries of all documents. Enumerate once.</summary>
    /// <exception cref="GuideFormatException">One of them is not what it should be.</exception>
    /// <exception cref="IOException">One could not be read to its end.</exception>
    public IEnumerable<LineupEntry> Read() => _input.Documents.SelectMany(Read);

    private IEnumerable<LineupEntry> Read(LineupDocument document)
    {
        var reader = Open(document);
        try
        {
            foreach (var entry in reader.Read())
            {
                if (document.OnlyHost is { } host && entry.Uri.IsAbsoluteUri && !host.Equals(entry.Uri.Host, StringComparison.OrdinalIgnoreCase))
                {
                    _problems.Add(new Problem(_input.Name, 0, $"Its address leads away from the device that was found: \"{entry.Name}\"."));
                    continue;
                }

                var uri = SourceAddresses.WithCredentialsOf(document.BaseUri, SourceAddresses.WithoutTicket(entry.Uri));
                yield return entry with { Uri = uri, Tuners = entry.Tuners ?? document.TunersOf?.Invoke(uri) };
            }
        }
        finally
        {
            _problems.AddRange(reader.Problems);
            _guideAddresses.AddRange(reader.GuideAddresses);
        }
    }

    private ILineupReader Open(LineupDocument document)
    {
        var text = InputText.Open(new NamedStream(_input.Name, document.Content, document.BaseUri));
        var unpacked = new NamedStream(_input.Name, text.Content, document.BaseUri);
        return text.Head switch
        {
            var head when HdHomeRunReader.Recognizes(head) => new HdHomeRunReader(unpacked),
            var head when ChannelsConfReader.Recognizes(head) => new ChannelsConfReader(unpacked),
            _ => new M3uReader(unpacked),
        };
    }
}
