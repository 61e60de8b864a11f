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
    /// <summary>To have stood for so long more than it moved is frozen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>A report is of half a second: one that comes later than this was held up, and others come behind it.</summary>
    private static readonly TimeSpan LongestReport = TimeSpan.FromSeconds(1);

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

    /// <summary>By the reports, of half a second each, and what is buffered of the sound.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(2);

    /// <summary>No box is so slow for so long.</summary>
    private static readonly TimeSpan SlowBoxPatience = 4 * Patience;

    private readonly TimeSpan _began;
    private StatisticsEvent? _last;
    private TimeSpan _lastAt;
    private TimeSpan _movedAt;
    private TimeSpan _videoAt;
    private TimeSpan _inTimeAt;
    private TimeSpan _audioAt;
    private long _videoRun;
    private long _lostRun;
    private long _framesRun;
    private bool _hadVideo;
    private bool _hadAudio;
    private bool _hadTime;

    /// <param name="now">A time that only grows.</param>
    public FreezeWatch(TimeSpan now) => _began = _lastAt = _movedAt = _videoAt = _inTimeAt = _audioAt = now;

    /// <summary>
    /// How much longer it has stood than it has moved since: a source that gives a tenth of its rate moves now and then,
    /// and is no picture.
    /// </summary>
    public TimeSpan Standstill { get; private set; }

    /// <summary>Until when nothing was missing that makes a picture frozen or lost.</summary>
    public TimeSpan WellUntil
    {
        get
        {
            var inTime = _hadAudio && _audioAt > _inTimeAt ? _audioAt : _inTimeAt;
            var video = _hadVideo ? _videoAt : _movedAt;
            return new(Math.Min(_movedAt.Ticks, Math.Min(video.Ticks, inTime.Ticks)));
        }
    }

    /// <summary>Takes the next report. Counters rise over a session; a report of another session starts anew.</summary>
    /// <param name="report">The player's.</param>
    /// <param name="now">When it came.</param>
    /// <param name="wantsVideo">False once the person has switched the picture off: what is not selected is not missed.</param>
    /// <param name="wantsSound">The same of the sound.</param>
    /// <param name="rate">How fast it is to play; 1 is normal speed.</param>
    public PictureHealth See(StatisticsEvent report, TimeSpan now, bool wantsVideo = true, bool wantsSound = true, double rate = 1)
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
            _hadTime |= report.TimeMs != last.TimeMs;
            var isTimeless = (!_hadTime && frames > 0) || (!wantsVideo && !wantsSound);
            var moved = isTimeless && report.ReadBytes != last.ReadBytes ? Patience : Moved(report.TimeMs - last.TimeMs, rate);
            Stood(now, now - _lastAt < LongestReport ? now - _lastAt : LongestReport, moved);
            health = Judge(report with { IsBlack = report.IsBlack && wantsVideo }, lost, frames, now);
        }
        else
        {
            Stood(now, now - _lastAt, moved: TimeSpan.Zero);
        }

        _last = report;
        return health;
    }

    /// <summary>No report came: the player is busy or stuck.</summary>
    public PictureHealth SeeNothing(TimeSpan now)
    {
        Stood(now, now - _lastAt, moved: TimeSpan.Zero);
        return Standstill >= Patience ? PictureHealth.Frozen : PictureHealth.Flowing;
    }

    /// <summary>A clock of the stream that jumps back moves.</summary>
    private static TimeSpan Moved(long mediaMs, double rate) => mediaMs < 0 ? Patience : TimeSpan.FromMilliseconds(mediaMs / rate);

    /// <summary>Time that moved makes up for as much that stood.</summary>
    private void Stood(TimeSpan now, TimeSpan elapsed, TimeSpan moved)
    {
        var stood = Standstill + elapsed - (2 * moved);
        (Standstill, _lastAt) = (stood > TimeSpan.Zero ? stood : TimeSpan.Zero, now);
        _movedAt = Standstill == TimeSpan.Zero ? now : _movedAt;
    }

    private PictureHealth Judge(StatisticsEvent report, long lost, long frames, TimeSpan now)
    {
        if (Standstill >= Patience || IsOutOfTime(now))
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
    /// stream that jumped back by hours. Sound and pictures go together then: a box that is too slow still sounds, and where
    /// the sound had ended for itself, it is only by the time that it lasts that the one is told from the other.
    /// </summary>
    private bool IsOutOfTime(TimeSpan now)
    {
        var isTogether = !_hadAudio || (_inTimeAt - _audioAt).Duration() < Together;
        var patience = isTogether ? Patience : SlowBoxPatience;
        return now - _inTimeAt >= patience && (!_hadAudio || now - _audioAt >= Patience);
    }
}
