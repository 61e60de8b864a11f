using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Link;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Guide;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Link;

/// <summary>Two channels with a show each; the standbys' sources and relay are real.</summary>
public sealed class PostAnswererTests : IAsyncLifetime
{
    private const string Garden = "What a twist #NightGarden";
    private const string Harbour = "What a twist #HarbourLights";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 20, 0, 0, TimeSpan.Zero));
    private readonly TemporaryFolder _folder = new();
    private readonly LinkOutbox _outbox = new();
    private ChannelReader<LinkMessage> _sent = null!;
    private RelayedSources _relayed = null!;
    private HouseholdGuide _guide = null!;
    private Standbys _standbys = null!;
    private PostAnswerer _answerer = null!;

    public async ValueTask InitializeAsync()
    {
        _relayed = await RelayedSources.StartAsync(_time);
        _guide = HouseholdGuide.Open(_folder.Path, _time);
        var settings = TestSettings.Make();
        var household = new Household(_guide, settings, _time);
        Assert.Empty(household.Import([Text("lineup.m3u", Lineup())], [Text("guide.xml", Programmes)], CancellationToken.None).Errors);
        _standbys = _relayed.MakeStandbys(settings);
        _answerer = new PostAnswerer(household, _standbys, _outbox, NullLogger<PostAnswerer>.Instance);
        _sent = _outbox.Open();
        await _answerer.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _answerer.StopAsync(CancellationToken.None);
        _answerer.Dispose();
        await _standbys.DisposeAsync();
        _guide.Dispose();
        await _relayed.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_post_that_is_looked_at_has_its_likeliest_candidate_kept_ready_until_it_is_closed()
    {
        var post = Guid.NewGuid();
        Assert.Equal("garden", (await AskAsync(post, Garden)).Candidates[0].ChannelId);
        await ReadyAsync(0);

        _answerer.Close(post);
        await Eventually.TrueAsync(() => !_standbys.IsReady(_relayed.Source(0)) && _relayed.Player.Stopped.Count == 1, "it is released");
    }

    [Fact]
    public async Task A_post_that_waited_for_the_box_is_answered_and_prepares_nothing()
    {
        await AskAsync(Guid.NewGuid(), Garden);
        await ReadyAsync(0);
        var late = Guid.NewGuid();
        Assert.Equal("harbour", (await AskAsync(late, Harbour, isLate: true)).Candidates[0].ChannelId);

        // Nobody looks at it, so nobody closes it either.
        _answerer.Close(late);
        await AskAsync(Guid.NewGuid(), Harbour, isLate: true);
        Assert.True(_standbys.IsReady(_relayed.Source(0)));
        Assert.Equal((1, 0), (_relayed.Sources[0].Requests, _relayed.Sources[1].Requests));
        Assert.Empty(_relayed.Player.Stopped);
    }

    [Fact]
    public async Task A_newer_post_takes_the_room_and_is_not_closed_with_the_older()
    {
        var older = Guid.NewGuid();
        await AskAsync(older, Garden);
        await ReadyAsync(0);
        await AskAsync(Guid.NewGuid(), Harbour);
        await ReadyAsync(1);
        Assert.False(_standbys.IsReady(_relayed.Source(0)));

        _answerer.Close(older);
        await AskAsync(Guid.NewGuid(), Garden, isLate: true);
        Assert.True(_standbys.IsReady(_relayed.Source(1)));
    }

    private async Task<CandidateList> AskAsync(Guid id, string text, bool isLate = false)
    {
        _answerer.Post(new PostQuestion(id, new Post(text), isLate));
        var answer = Assert.IsType<LinkMessage.Answer>(await _sent.ReadAsync(TestContext.Current.CancellationToken)).Body;
        Assert.Equal(id, answer.Id);
        return answer.Answer;
    }

    private Task ReadyAsync(int source) => Eventually.TrueAsync(() => _standbys.IsReady(_relayed.Source(source)), "ready");

    private string Lineup() => $"""
        #EXTM3U
        #EXTINF:-1 tvg-id="garden",Garden TV
        {_relayed.Sources[0].Address}
        #EXTINF:-1 tvg-id="harbour",Harbour One
        {_relayed.Sources[1].Address}

        """;

    private const string Programmes = """
        <?xml version="1.0" encoding="UTF-8"?>
        <tv>
          <programme channel="garden" start="20260102193000 +0000" stop="20260102203000 +0000"><title>The Night Garden</title></programme>
          <programme channel="harbour" start="20260102193000 +0000" stop="20260102203000 +0000"><title>Harbour Lights</title></programme>
        </tv>
        """;

    private static NamedStream Text(string name, string text) => new(name, new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
