using Microsoft.AspNetCore.Components;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Web.Shared;

/// <summary>A page of a signed-in person. <see cref="LoadAsync"/> runs before the form's handler and before rendering.</summary>
public abstract class HouseholdPage : ComponentBase
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    internal CurrentMember Members { get; set; } = null!;

    /// <summary>Null only while the page leads elsewhere.</summary>
    internal Person? Person { get; private set; }

    protected sealed override async Task OnInitializedAsync()
    {
        Person = await Members.FindAsync(Http.User);
        if (Person is null)
        {
            Navigation.NavigateTo("/sign-in");
            return;
        }

        await LoadAsync();
    }

    protected virtual Task LoadAsync() => Task.CompletedTask;

    protected void Status(int status) => Http.Response.StatusCode = status;
}
