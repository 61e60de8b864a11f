namespace SeeIt.Guide.Lineup.ChannelsConf;

/// <summary>A channel of a channels.conf, whatever its format.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Name">For people.</param>
/// <param name="Address">How it is tuned.</param>
/// <param name="Program">Its service id; null when the file does not have it.</param>
internal sealed record ConfChannel(long Line, string Name, AdapterAddress Address, int? Program)
{
    public string? Alias { get; init; }

    public string? Number { get; init; }

    public string? Group { get; init; }

    public bool IsRadio { get; init; }

    public ServiceId? Service { get; init; }
}
