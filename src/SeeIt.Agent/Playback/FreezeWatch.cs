using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>
/// How a picture is, told from the player's statistics. LibVLC says nothing when a source falls silent: its state stays
/// Playing, and displayed pictures rise by redisplays. What does tell is decoded video, media time and bytes read.
/// A pause is not seen here: start anew after it. Not thread-safe.
/// </summary>
internal sealed class FreezeWatch
{
    /// <summary>No progress for so long is frozen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Of one report, which is of half a second by the player's clock; by ours, reports may come in a heap. A channel that
    /// lost its picture while it sounds decodes some two frames a second; a healthy one 20 and more.
    /// </summary>
    private const int FewestFrames = 3;

    /// <summary>So many frames of such reports in a row, of a usual channel a second at most, are video, and not a few stills that came at once.</summary>
    private const int SureVideo = 24;

    /// <summary>Of the frames of one report.</summary>
    private const double MostLost = 0.1;

    /// <summary>What is joined with a burst drops some pictures until it has caught up: that is not late.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Of the frames since a picture was in time: LibVLC counts about two decoded frames for each picture, so half of them is
    /// all. A box that is too slow has reports in which it loses nearly as many.
    /// </summary>
    private const double NearlyAllLost = 0.45;

    private readonly TimeSpan _began;
    private StatisticsEvent? _last;
    private TimeSpan _lastAt;
    private TimeSpan _progressAt;
    private TimeSpan _videoAt;
    private TimeSpan _inTimeAt;
    private TimeSpan _audioAt;
    private long _videoRun;
    private long _lostRun;
    private long _framesRun;
    private bool _hadVideo;
    private bool _hadAudio;

    /// <param name="now">A time that only grows.</param>
    public FreezeWatch(TimeSpan now) => _began = _lastAt = _progressAt = _videoAt = _inTimeAt = _audioAt = now;

    /// <summary>How long nothing has come.</summary>
    public TimeSpan Standstill(TimeSpan now) => now - _progressAt;

    /// <summary>Takes the next report. Counters rise over a session; a report of another session starts anew.</summary>
    /// <param name="report">The player's.</param>
    /// <param name="now">When it came.</param>
    /// <param name="wantsVideo">False once the person has switched the picture off: what is not selected is not missed.</param>
    /// <param name="wantsSound">The same of the sound.</param>
    public PictureHealth See(StatisticsEvent report, TimeSpan now, bool wantsVideo = true, bool wantsSound = true)
    {
        var health = PictureHealth.Flowing;
        if (_last is { } last && last.Session == report.Session && now > _lastAt)
        {
            var frames = report.DecodedVideo - last.DecodedVideo;
            _videoRun = frames >= FewestFrames ? _videoRun + frames : 0;
            if (_videoRun > 0)
            {
                (_hadVideo, _videoAt) = (_hadVideo || _videoRun >= SureVideo, now);
            }

            // Pictures that were on their way when they were switched off are dropped.
            var lost = wantsVideo ? report.LostPictures - last.LostPictures : 0;
            (_lostRun, _framesRun) = (_lostRun + lost, _framesRun + frames);
            if (lost == 0 || _lostRun < _framesRun * NearlyAllLost)
            {
                (_inTimeAt, _lostRun, _framesRun) = (now, 0, 0);
            }

            if (report.PlayedAudio > last.PlayedAudio)
            {
                (_hadAudio, _audioAt) = (true, now);
            }

            // Video is known anew when it is on again.
            (_hadVideo, _videoRun) = wantsVideo ? (_hadVideo, _videoRun) : (false, 0);
            _hadAudio &= wantsSound;
            var isNothingWanted = !wantsVideo && !wantsSound;
            if (report.TimeMs != last.TimeMs || (report.ReadBytes != last.ReadBytes && (frames > 0 || isNothingWanted)))
            {
                _progressAt = now;
            }

            health = Judge(report with { IsBlack = report.IsBlack && wantsVideo }, lost, frames, now);
        }

        (_last, _lastAt) = (report, now);
        return health;
    }

    /// <summary>No report came: the player is busy or stuck.</summary>
    public PictureHealth SeeNothing(TimeSpan now) => Standstill(now) >= Patience ? PictureHealth.Frozen : PictureHealth.Flowing;

    private PictureHealth Judge(StatisticsEvent report, long lost, long frames, TimeSpan now)
    {
        if (Standstill(now) >= Patience || IsOutOfTime(now))
        {
            return PictureHealth.Frozen;
        }

        if (_hadVideo && now - _videoAt >= Patience)
        {
            return PictureHealth.NoPicture;
        }

        // What lasts is said before what comes and goes.
        if (report.IsBlack)
        {
            return PictureHealth.Black;
        }

        if (_hadAudio && now - _audioAt >= Patience)
        {
            return PictureHealth.Silent;
        }

        // Of a still there is a picture now and then, which LibVLC often finds late, and counts twice.
        return lost > Math.Max(2, frames * MostLost) && now - _began >= Settling ? PictureHealth.Late : PictureHealth.Flowing;
    }

    /// <summary>
    /// Media time runs, but every picture comes too late and no sound is played: so LibVLC is left by a clock of the
    /// stream that jumped back by hours. A box that is too slow still sounds.
    /// </summary>
    private bool IsOutOfTime(TimeSpan now) => now - _inTimeAt >= Patience && (!_hadAudio || now - _audioAt >= Patience);
}
