using SeeIt.Relay;

namespace SeeIt.Bench.Zapping;

/// <summary>A live stream on its way to a player, until it is disposed. Owns the connection to the player.</summary>
internal sealed class LiveFeed : IAsyncDisposable
{
    private readonly LiveStream _stream;
    private readonly Stream _viewer;
    private readonly CancellationTokenSource _end = new();
    private readonly bool _ownsStream;
    private readonly Task _pump;

    public LiveFeed(LiveStream stream, Stream viewer, bool ownsStream)
    {
        (_stream, _viewer, _ownsStream) = (stream, viewer, ownsStream);
        _pump = stream.PumpAsync(viewer, _end.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _viewer.DisposeAsync();
        if (_ownsStream)
        {
            await _stream.DisposeAsync();
        }

        _end.Dispose();
    }
}
