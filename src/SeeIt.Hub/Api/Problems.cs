using Microsoft.AspNetCore.Http.HttpResults;

namespace SeeIt.Hub.Api;

/// <summary>Errors of the API: RFC 9457 problem details, in words for people.</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    public static ProblemHttpResult NoSuchTv => Of(StatusCodes.Status404NotFound, "There is no such TV in this household.");

    public static ProblemHttpResult NoSuch(string thing) => Of(StatusCodes.Status404NotFound, $"There is no such {thing}.");

    public static ProblemHttpResult Invalid(string detail) => Of(StatusCodes.Status400BadRequest, detail);
}
