using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Web.Shared;

/// <summary>A page of a signed-in person, in a household or not. <see cref="EnterAsync"/> runs before the form's handler and before rendering.</summary>
public abstract class VisitorPage : ComponentBase
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    internal CurrentMember Members { get; set; } = null!;

    /// <summary>Null only while the page leads elsewhere.</summary>
    internal Visitor? Visitor { get; private set; }

    protected sealed override async Task OnInitializedAsync()
    {
        Visitor = await Members.VisitorAsync(Http.User);
        if (Visitor is null)
        {
            await Http.SignOutAsync(IdentityConstants.ApplicationScheme);
            Navigation.NavigateTo("/sign-in");
            return;
        }

        await EnterAsync();
    }

    protected abstract Task EnterAsync();

    protected void Status(int status) => Http.Response.StatusCode = status;
}
