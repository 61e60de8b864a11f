using SeeIt.Relay.Guard;

namespace SeeIt.Hub.Unfolding;

internal static class UnfoldingSetup
{
    /// <param name="services">The hub's.</param>
    /// <param name="network">The way out. No setting changes it.</param>
    public static void AddUnfolding(this IServiceCollection services, Network network)
    {
        services.AddSingleton(network);
        services.AddSingleton<PublicHttp>();
        services.AddSingleton<ILinkReader, XPosts>();
        services.AddSingleton<ILinkReader, BlueskyPosts>();
        services.AddSingleton<ILinkReader, MastodonPosts>();
        services.AddSingleton<WebPages>();
        services.AddSingleton<RecentLinks>();
        services.AddSingleton<UnfoldingLimits>();
        services.AddSingleton<Unfolder>();
    }
}
