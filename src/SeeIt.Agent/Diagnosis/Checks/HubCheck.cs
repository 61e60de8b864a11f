using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>Whether the hub answers, by which certificate, and what it takes the time to be.</summary>
internal sealed class HubCheck(AgentSettings settings, TimeProvider time) : Check("hub")
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan _soon = TimeSpan.FromDays(14);

    /// <summary>The hub takes no proof of a box whose clock is further off.</summary>
    private static readonly TimeSpan _clockMayDiffer = TimeSpan.FromMinutes(2);

    public override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        if (settings.Hub is not { } hub)
        {
            return [Warning("No hub is set: no phone can reach this box.", "Set Hub in /etc/seeit-agent/appsettings.json.")];
        }

        var (expires, errors) = (default(DateTimeOffset?), SslPolicyErrors.None);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, wrong) =>
        {
            (expires, errors) = (certificate is X509Certificate2 one ? one.NotAfter : null, wrong);
            return wrong == SslPolicyErrors.None;
        };
        using var http = new HttpClient(handler) { Timeout = _patience };
        try
        {
            using var answer = await http.GetAsync(hub, HttpCompletionOption.ResponseHeadersRead, stop);
            return [Answered(hub, (int)answer.StatusCode), .. Certificate(expires), .. Clock(answer.Headers.Date)];
        }
        catch (HttpRequestException exception)
        {
            return [Failed(hub, exception, expires, errors)];
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return [Problem($"{NameOf(hub)} does not answer within {_patience.TotalSeconds:0} s.", "See whether the hub runs, and whether a firewall lets this box through.")];
        }
    }

    private static string NameOf(Uri hub) => hub.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private Finding Answered(Uri hub, int status) => status < 500
        ? Ok($"{NameOf(hub)} answers.")
        : Problem($"{NameOf(hub)} answers HTTP {status}: it is not well.", "See the hub's own log.");

    private IEnumerable<Finding> Certificate(DateTimeOffset? expires)
    {
        if (expires is { } end)
        {
            yield return end - time.GetUtcNow() < _soon
                ? Warning($"The hub's certificate ends on {end:yyyy-MM-dd}.", "Renew it on the hub.")
                : Ok($"The hub's certificate is trusted, and ends on {end:yyyy-MM-dd}.");
        }
    }

    private IEnumerable<Finding> Clock(DateTimeOffset? theirs)
    {
        if (theirs is { } then && (TimeProvider.System.GetUtcNow() - then).Duration() > _clockMayDiffer)
        {
            yield return Problem($"The hub's clock says {then:yyyy-MM-dd HH:mm} UTC, this box's {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm}.", "Set the clock that is wrong: timedatectl set-ntp true");
        }
    }

    private Finding Failed(Uri hub, HttpRequestException exception, DateTimeOffset? expires, SslPolicyErrors errors) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Problem($"{hub.IdnHost} cannot be looked up.", "See what is said of dns above, and whether Hub is written correctly."),
        HttpRequestError.SecureConnectionError when expires < TimeProvider.System.GetUtcNow() =>
            Problem($"The hub's certificate has ended on {expires:yyyy-MM-dd}.", "Renew it on the hub; where it is right, this box's clock is wrong."),
        HttpRequestError.SecureConnectionError when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) =>
            Problem($"The hub's certificate is not for {hub.IdnHost}.", "Write Hub as the certificate has it, or get one for this name."),
        HttpRequestError.SecureConnectionError when errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) =>
            Problem("The hub's certificate is of nobody that this box trusts.", "Put the certificate of its authority into /usr/local/share/ca-certificates (as NAME.crt), then: update-ca-certificates"),
        _ => Problem($"{NameOf(hub)} cannot be reached: {exception.Message}", "See whether the hub runs at this address, and whether a firewall lets this box through."),
    };
}
