using System.Globalization;

namespace SeeIt.Agent.Sources;

/// <summary><c>tvheadend://user:password@192.168.1.40</c>, as the owner writes it for lineup and guide; <c>tvheadends</c> is for https.</summary>
internal static class TvheadendAddress
{
    private const int Port = 9981;

    /// <summary>What is fetched of the server.</summary>
    /// <param name="server">With a host.</param>
    /// <param name="path">Below the server's own: "playlist/channels".</param>
    public static Uri Of(Uri server, string path)
    {
        var scheme = server.Scheme == "tvheadends" ? "https" : "http";
        var user = server.UserInfo.Length > 0 ? server.UserInfo + "@" : "";
        var port = server.Port < 0 ? Port : server.Port;
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{user}{server.Host}:{port}{server.AbsolutePath.TrimEnd('/')}/{path}"));
    }
}
