using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace SeeIt.TestKit;

/// <summary>Serves by https what a server on this machine serves by http.</summary>
public sealed class TlsFront : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly X509Certificate2 _certificate = TestCertificate.For("127.0.0.1");
    private readonly int _behind;
    private readonly Task _serving;

    /// <param name="behind">The server, on 127.0.0.1.</param>
    public TlsFront(Uri behind)
    {
        _behind = behind.Port;
        Authority = _folder.File("authority.pem");
        File.WriteAllText(Authority, _certificate.ExportCertificatePem());
        _listener.Start();
        Address = new UriBuilder(behind) { Scheme = Uri.UriSchemeHttps, Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _serving = ServeAsync();
    }

    /// <summary>The server's, by https.</summary>
    public Uri Address { get; }

    /// <summary>A file with the certificate that its clients are to trust.</summary>
    public string Authority { get; }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _serving;
        _certificate.Dispose();
        _folder.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = JoinAsync(await _listener.AcceptTcpClientAsync(_ending.Token));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed.
        }
    }

    private async Task JoinAsync(TcpClient client)
    {
        using var accepted = client;
        using var server = new TcpClient();
        try
        {
            await using var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _ending.Token);
            await server.ConnectAsync(IPAddress.Loopback, _behind, _ending.Token);
            var plain = server.GetStream();
            await Task.WhenAny(secure.CopyToAsync(plain, _ending.Token), plain.CopyToAsync(secure, _ending.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // Either side left.
        }
    }
}
