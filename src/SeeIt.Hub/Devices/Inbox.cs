using System.Threading.Channels;

namespace SeeIt.Hub.Devices;

/// <summary>What one connection has said and the hub has not worked off yet, in order.</summary>
internal sealed class Inbox
{
    /// <summary>A box that says more than this faster than the disk can follow is cut off.</summary>
    private const int MostWaiting = 256;

    private readonly Channel<Func<Task>> _work = Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    public required string TvId { get; init; }

    public required LinkConnection Connection { get; init; }

    /// <summary>Completes when the inbox is closed and worked off.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <returns>False when the inbox is full or closed.</returns>
    public bool TryAdd(Func<Task> work) => _work.Writer.TryWrite(work);

    /// <summary>What is in it is still worked off.</summary>
    public void Close() => _work.Writer.TryComplete();

    /// <param name="failed">Told of each piece of work that threw; the rest goes on.</param>
    public void Start(Action<Exception> failed) => Done = WorkAsync(failed);

    private async Task WorkAsync(Action<Exception> failed)
    {
        await foreach (var work in _work.Reader.ReadAllAsync())
        {
            try
            {
                await work();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failed(e);
            }
        }
    }
}
