using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.Proxy;

/// <summary>By a clock that the test moves.</summary>
public sealed class IdleConnectionTests : IAsyncDisposable
{
    private const int Most = 64;

    private readonly FakeTimeProvider _time = new();
    private readonly ForwardProxy _proxy;

    public IdleConnectionTests() => _proxy = new ForwardProxy(new RelayOptions(), _time, NullLogger<ForwardProxy>.Instance);

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("GET http://tv.example/ HTTP/1.1\r\nHost")]
    public async Task As_many_idle_connections_as_there_can_be_keep_nobody_out(string begun)
    {
        var idle = new List<TcpClient>();
        for (var count = 0; count < Most; count++)
        {
            idle.Add(await ConnectAsync(begun));
        }

        using var client = await ConnectAsync("GET http://tv.example/ HTTP/1.1\r\n\r\n");
        var answer = new byte[12];
        var reading = client.GetStream().ReadExactlyAsync(answer, Wait.Limit).AsTask();
        Assert.True(await SecondsUntilAsync(reading) >= 30);
        await reading;
        Assert.Equal("HTTP/1.1 403", Encoding.Latin1.GetString(answer));
        idle.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task Connection_that_is_kept_alive_and_not_used_is_closed()
    {
        await using var server = FaultServer.Text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        using var permit = _proxy.Permit(new RelaySource(server.Address, [], SourceTrust.Lineup));
        using var client = await ConnectAsync($"GET {permit.Address} HTTP/1.1\r\n\r\n");
        var answer = new MemoryStream();
        var reading = client.GetStream().CopyToAsync(answer, Wait.Limit);
        await Wait.Until(() => answer.Length > 2);
        Assert.True(await SecondsUntilAsync(reading) >= 30);
        await reading;
        Assert.EndsWith("Connection: keep-alive\r\n\r\nhi", Encoding.Latin1.GetString(answer.ToArray()), StringComparison.Ordinal);
        Assert.Null(permit.LastFailure);
    }

    /// <summary>Lets time pass until it has completed.</summary>
    private async Task<int> SecondsUntilAsync(Task task)
    {
        var seconds = 0;
        await Wait.Until(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            seconds++;
            return task.IsCompleted;
        });
        return seconds;
    }

    private async Task<TcpClient> ConnectAsync(string request)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Address.Port, Wait.Limit);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Wait.Limit);
        return client;
    }
}
