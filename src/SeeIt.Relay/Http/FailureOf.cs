using System.Security.Authentication;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay.Http;

/// <summary>Names the real cause of a request that failed.</summary>
internal static class FailureOf
{
    /// <summary>Of an exception that a request, or reading its answer, threw.</summary>
    public static RelayFailure Exception(Exception exception, Uri address)
    {
        var host = $"{address.IdnHost}:{address.Port}";
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case RelayFailureException known:
                    return known.Failure;
                case AuthenticationException tls:
                    return Unreachable($"TLS with {host} failed: {tls.Message}");
                case TimeoutException:
                    return Unreachable($"{host} did not complete the connection in time.");
            }
        }

        return Unreachable(exception is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? $"{host} answered with something that is not HTTP."
            : $"{host}: {Innermost(exception).Message}");
    }

    /// <summary>Of an answer whose status is neither success nor redirect.</summary>
    public static RelayFailure Status(HttpResponseMessage response, Uri address)
    {
        var status = (int)response.StatusCode;
        if (response.Headers.TryGetValues("X-HDHomeRun-Error", out var values))
        {
            var error = string.Join(" ", values).Trim();
            return new RelayFailure(HdHomeRun(error), $"{address.IdnHost}: {Printable(error)} (HTTP {status}).", status);
        }

        var reason = string.IsNullOrEmpty(response.ReasonPhrase) ? "" : $" {Printable(response.ReasonPhrase)}";
        return new RelayFailure(RelayFailureKind.Unreachable, $"{address.IdnHost} answered HTTP {status}{reason}.", status);
    }

    public static RelayFailure Redirects(Uri address, int count) => Unreachable($"{address.IdnHost} redirects {count} times and on.");

    // SiliconDust's codes; emulators send the text without a number.
    private static RelayFailureKind HdHomeRun(string error) => error.Length >= 3 ? error[..3] switch
    {
        "801" or "806" => RelayFailureKind.TuningFailed,
        "803" or "804" or "805" => RelayFailureKind.NoFreeTuner,
        "807" => RelayFailureKind.NoSignal,
        "811" => RelayFailureKind.Unsupported,
        _ when error.Contains("in use", StringComparison.OrdinalIgnoreCase) || error.Contains("busy", StringComparison.OrdinalIgnoreCase) => RelayFailureKind.NoFreeTuner,
        _ when error.Contains("no video", StringComparison.OrdinalIgnoreCase) => RelayFailureKind.NoSignal,
        _ => RelayFailureKind.TuningFailed,
    } : RelayFailureKind.TuningFailed;

    private static Exception Innermost(Exception exception) =>
        exception.InnerException is { } inner ? Innermost(inner) : exception;

    private static string Printable(string text) =>
        string.Concat(text.Take(100).Select(c => char.IsControl(c) ? ' ' : c));

    private static RelayFailure Unreachable(string detail) => new(RelayFailureKind.Unreachable, detail);
}
