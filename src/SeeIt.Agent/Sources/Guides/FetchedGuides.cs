using SeeIt.Guide.Xmltv;

namespace SeeIt.Agent.Sources.Guides;

/// <summary>What came of asking for guides: an input for each, in the owner's order. Their contents live as long as this.</summary>
public sealed class FetchedGuides(IReadOnlyList<GuideInput> inputs) : IAsyncDisposable
{
    public IReadOnlyList<GuideInput> Inputs { get; } = inputs;

    public async ValueTask DisposeAsync()
    {
        foreach (var content in Inputs.Select(input => input.Content).OfType<Stream>())
        {
            await content.DisposeAsync();
        }
    }
}
