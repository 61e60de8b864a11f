namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>A paired home whose link can be made to fail, for the tests of a class.</summary>
public sealed class FaultyHome : IAsyncLifetime
{
    private Home? _home;
    private Phone? _phone;

    public Home Home => _home ?? throw new InvalidOperationException("The home was not started.");

    public Phone Phone => _phone ?? throw new InvalidOperationException("The home was not started.");

    public async ValueTask InitializeAsync()
    {
        (_home, _phone) = await Home.StartPairedAsync(new HomeOptions { HasFaultyLink = true });
        await _home.WaitForGuideAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _phone?.Dispose();
        if (_home is not null)
        {
            await _home.DisposeAsync();
        }
    }
}
