using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Unfolding;

namespace SeeIt.Hub.Tests.Support;

/// <summary>The hub's reading of links alone, over a <see cref="FakeInternet"/>.</summary>
internal sealed class UnfoldingHub : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="internet">What there is to read.</param>
    /// <param name="postWaitMs">What a phone waits.</param>
    /// <param name="clock">The time.</param>
    public UnfoldingHub(FakeInternet internet, int postWaitMs = 30_000, TimeProvider? clock = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new Keeper(Log)).SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton(new HubSettings { PostWaitMs = postWaitMs });
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddUnfolding(internet.Network);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Every line, with the exception's text.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public PublicHttp Http => _services.GetRequiredService<PublicHttp>();

    public Task<(Post Post, LinkFailure? Failure)> UnfoldAsync(Post post, string account = "ada") =>
        Eventually.Within(_services.GetRequiredService<Unfolder>().UnfoldAsync(post, account));

    /// <summary>The post that a bare link became.</summary>
    public async Task<Post> ReadAsync(string link)
    {
        var (post, failure) = await UnfoldAsync(new Post("", link));
        Assert.Null(failure);
        Assert.Equal(link, post.Link);
        return post;
    }

    public async Task<LinkFailure?> FailureAsync(string link)
    {
        var shared = new Post("", link);
        var (post, failure) = await UnfoldAsync(shared);
        Assert.Equal(shared, post);
        return failure;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Keeper(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
