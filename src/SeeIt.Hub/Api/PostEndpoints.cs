using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Posts;

namespace SeeIt.Hub.Api;

internal static class PostEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/tvs/{id}/posts", ShareAsync).WithSummary("Asks the TV which show the post means. 202: its box has not answered yet; the post is in the watch-later list.")
            .Produces<PostView>().Produces<PostView>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(413);
        api.MapGet("/posts/{id:guid}", GetAsync).WithSummary("A shared post and the answer to it.").Produces<PostView>().ProducesProblem(404);
        api.MapPost("/posts/{id:guid}/closed", CloseSheetAsync).WithSummary("Nobody looks at the candidates any more, and none was tapped: the box lets go of what it kept ready.")
            .Produces(204).ProducesProblem(404);
        api.MapGet("/tvs/{id}/watch-later", WatchLaterAsync).WithSummary("Posts whose box was offline or late, newest first.")
            .Produces<IReadOnlyList<PostView>>().ProducesProblem(404);
        api.MapDelete("/tvs/{id}/watch-later/{postId:guid}", RemoveAsync).WithSummary("Takes a post off the list.")
            .Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> ShareAsync(string id, Post post, HttpContext http, CurrentMember members, PostService posts)
    {
        if (PostRules.Fault(post) is var (status, fault))
        {
            return Problems.Of(status, fault);
        }

        var person = DemandMember.PersonOf(http);
        if (await members.TvAsync(person, id) is not { } tv)
        {
            return Problems.NoSuchTv;
        }

        var view = await posts.ShareAsync(tv, post, person.AccountId);
        return view.Answered ? TypedResults.Ok(view) : TypedResults.Accepted($"/api/v1/posts/{view.PostId}", view);
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, PostService posts) =>
        await posts.FindAsync(id, DemandMember.PersonOf(http).HouseholdId) is { } view ? TypedResults.Ok(view) : Problems.NoSuch("post");

    /// <summary>A POST without a body: all that a page can still send when it is left.</summary>
    private static async Task<IResult> CloseSheetAsync(Guid id, HttpContext http, PostService posts)
    {
        if (await posts.FindAsync(id, DemandMember.PersonOf(http).HouseholdId) is not { } view)
        {
            return Problems.NoSuch("post");
        }

        await posts.CloseSheetAsync(view);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> WatchLaterAsync(string id, HttpContext http, CurrentMember members, PostService posts) =>
        await members.TvAsync(DemandMember.PersonOf(http), id) is { } tv ? TypedResults.Ok(await posts.WatchLaterAsync(tv)) : Problems.NoSuchTv;

    private static async Task<IResult> RemoveAsync(string id, Guid postId, HttpContext http, CurrentMember members, PostService posts) =>
        await members.TvAsync(DemandMember.PersonOf(http), id) is { } tv && await posts.RemoveAsync(tv, postId)
            ? TypedResults.NoContent()
            : Problems.NoSuch("post");
}
