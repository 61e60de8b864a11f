using SeeIt.Guide.Lineup;
using SeeIt.Relay;

namespace SeeIt.Agent.Sources;

/// <summary>One way to play a channel.</summary>
/// <param name="Name">For logs and people: the host, without path, query or credentials.</param>
/// <param name="Relay">What the relay opens.</param>
public sealed record ChannelSource(string Name, RelaySource Relay)
{
    /// <summary>The channel's sources in the owner's order of preference, all of them named by the owner's lineup.</summary>
    public static IReadOnlyList<ChannelSource> Of(Channel channel) =>
        [.. channel.Sources.Select(source => new ChannelSource(
            $"{channel.Name} at {(source.Uri.IsAbsoluteUri ? source.Uri.Authority : source.Uri.OriginalString)}",
            new RelaySource(source.Uri, [.. source.Headers], SourceTrust.Lineup)))];
}

/// <summary>An airing looked up again: what to tune, and what the guide says is on.</summary>
public sealed record ResolvedAiring(Channel Channel, IReadOnlyList<ChannelSource> Sources, string? Title, string? Episode);
