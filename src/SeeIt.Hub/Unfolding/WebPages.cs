using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Unfolding;

/// <summary>Any page: the show that its schema.org data names, else its title and description by OpenGraph or HTML.</summary>
internal sealed class WebPages(PublicHttp http, TimeProvider clock)
{
    /// <returns>What the page says, or, for a redirect to what another reader knows, that address.</returns>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public async Task<(Reading<LinkedPost> Reading, Uri? Elsewhere)> ReadAsync(Uri link, Predicate<Uri> isElsewhere, CancellationToken cancellation)
    {
        var fetched = await http.GetAsync(link, Fetched.Html, isElsewhere, cancellation);
        return fetched switch
        {
            { Failure: { } failure } => (failure, null),
            { Value: { Text: { } html } } => (Read(PageHead.Of(html, cancellation)), null),
            _ => (LinkFailure.Unreadable, fetched.Value!.Address),
        };
    }

    private Reading<LinkedPost> Read(PageHead page)
    {
        var title = page.First("og:title", "twitter:title") ?? page.Title;
        var description = page.First("og:description", "twitter:description", "description");
        var language = page.Language ?? page.First("og:locale")?.Replace('_', '-');
        if (PageShow.Find(page.LinkedData, clock.GetUtcNow()) is { } show)
        {
            // The text's time of day is meant in UTC, on the day of the broadcast.
            return new LinkedPost(
                show.ToText(), At: show.Start, Zone: show.Start is null ? null : "Etc/UTC", Language: show.Language ?? language, Parent: description);
        }

        if (title is null)
        {
            return LinkFailure.Unreadable;
        }

        var isShow = page.First("og:type")?.StartsWith("video.", StringComparison.OrdinalIgnoreCase) == true;
        var written = ServiceJson.ParseTime(page.First("article:published_time"));
        return new LinkedPost(title, page.First("author"), written, Language: language, Parent: description, IsContext: !isShow);
    }
}
