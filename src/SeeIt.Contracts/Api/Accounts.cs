namespace SeeIt.Contracts.Api;

/// <param name="Email">The account's name.</param>
/// <param name="Password">At least 10 characters.</param>
/// <param name="Name">What the other phones of the household see; null: the part of the address before the @.</param>
/// <param name="Invitation">Joins the household that it is for, in the place of founding one.</param>
public sealed record RegisterRequest(string Email, string Password, string? Name = null, string? Invitation = null);

/// <summary>Answered with a bearer token (<c>accessToken</c>, <c>expiresIn</c> in seconds, <c>refreshToken</c>).</summary>
public sealed record LoginRequest(string Email, string Password);

/// <param name="RefreshToken">From the last login or refresh.</param>
public sealed record RefreshRequest(string RefreshToken);
