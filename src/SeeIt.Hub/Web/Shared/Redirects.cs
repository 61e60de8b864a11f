namespace SeeIt.Hub.Web.Shared;

internal static class Redirects
{
    /// <summary>The path to go on to after signing in; the start page when it would lead to another site.</summary>
    public static string Local(string? next) =>
        next is ['/', ..] && !next.StartsWith("//", StringComparison.Ordinal) && !next.StartsWith("/\\", StringComparison.Ordinal) ? next : "/";
}
