using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Web.Shared;

/// <summary>A page of a member of a household. <see cref="LoadAsync"/> runs before the form's handler and before rendering.</summary>
public abstract class HouseholdPage : VisitorPage
{
    /// <summary>Null only while the page leads elsewhere.</summary>
    internal Person? Person => Visitor?.Person;

    protected sealed override async Task EnterAsync()
    {
        if (Person is null)
        {
            Navigation.NavigateTo("/no-household");
            return;
        }

        await LoadAsync();
    }

    protected virtual Task LoadAsync() => Task.CompletedTask;
}
