using SeeIt.Guide;

namespace SeeIt.Bench.Matching;

/// <summary>What came of posts. "Right" is an airing that the post means: see <see cref="BenchPost.Right"/>.</summary>
internal sealed class MatchTally
{
    private int _posts;
    private int _inGuide;
    private int _oneTaps;
    private int _rightOneTaps;
    private int _first;
    private int _firstThree;

    /// <summary>Of the one-tap offers, those of the right airing.</summary>
    public Share Precision => new(_rightOneTaps, _oneTaps);

    /// <summary>Of the posts that mean an airing of the guide, those with a one-tap offer.</summary>
    public Share Coverage => new(CoveredInGuide, _inGuide);

    /// <summary>Of the posts that mean an airing of the guide, those that have it first.</summary>
    public Share Top1 => new(_first, _inGuide);

    /// <summary>Of the posts that mean an airing of the guide, those that have it among the first three.</summary>
    public Share Top3 => new(_firstThree, _inGuide);

    /// <summary>Of all posts, those with a one-tap offer of something else than is meant.</summary>
    public Share FalseOneTaps => new(_oneTaps - _rightOneTaps, _posts);

    public int Posts => _posts;

    private int CoveredInGuide { get; set; }

    public void Add(BenchPost post, MatchResult result)
    {
        _posts++;
        var isRight = result.Candidates.Count > 0 && post.IsRight(result.Candidates[0].Airing);
        if (result.OneTap)
        {
            _oneTaps++;
            _rightOneTaps += isRight ? 1 : 0;
        }

        if (post.Right.Count > 0)
        {
            _inGuide++;
            CoveredInGuide += result.OneTap ? 1 : 0;
            _first += isRight ? 1 : 0;
            _firstThree += result.Candidates.Take(3).Any(candidate => post.IsRight(candidate.Airing)) ? 1 : 0;
        }
    }
}
