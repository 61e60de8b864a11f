using CsCheck;
using SeeIt.Agent.Playback;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.Playback;

public sealed class FreezeWatchTests
{
    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(500);

    private readonly FreezeWatch _watch = new(TimeSpan.Zero);
    private TimeSpan _now;
    private StatisticsEvent _report = new(1, 0, 0, 0, 0, 0, 0, 0);

    [Fact]
    public void Pictures_and_sound_that_come_are_flowing()
    {
        Assert.All(See(20, Healthy), health => Assert.Equal(PictureHealth.Flowing, health));
        Assert.Equal(TimeSpan.Zero, _watch.Standstill);
    }

    [Fact]
    public void Pictures_that_a_join_drops_until_it_has_caught_up_are_not_late()
    {
        Assert.All(See(3, report => Healthy(report) with { LostPictures = report.LostPictures + 5 }), health => Assert.Equal(PictureHealth.Flowing, health));
        Assert.Equal(PictureHealth.Late, See(1, report => Healthy(report) with { LostPictures = report.LostPictures + 5 })[0]);
    }

    [Fact]
    public void A_dead_socket_is_frozen_after_three_seconds_though_pictures_are_redisplayed()
    {
        See(6, Healthy);
        var seen = See(8, report => report with { DisplayedPictures = report.DisplayedPictures + 10 });
        Assert.Equal(PictureHealth.Frozen, seen[5]);
        Assert.DoesNotContain(PictureHealth.Frozen, seen[..5]);
    }

    [Fact]
    public void Bytes_that_nothing_comes_of_do_not_count_as_progress()
    {
        See(6, Healthy);
        Assert.Equal(PictureHealth.Frozen, See(8, report => report with { ReadBytes = report.ReadBytes + 100_000 })[^1]);
    }

    [Fact]
    public void Pictures_that_all_come_too_late_without_sound_are_frozen_though_time_runs()
    {
        See(6, Healthy);
        var seen = See(8, report => Healthy(report) with { LostPictures = report.LostPictures + 12, PlayedAudio = report.PlayedAudio });
        Assert.Equal(PictureHealth.Late, seen[0]);
        Assert.Equal(PictureHealth.Frozen, seen[^1]);
    }

    [Fact]
    public void A_box_that_is_too_slow_is_late_as_long_as_it_sounds()
    {
        See(6, Healthy);
        Assert.All(See(20, report => Healthy(report) with { LostPictures = report.LostPictures + 12 }), health => Assert.Equal(PictureHealth.Late, health));
    }

    [Fact]
    public void A_box_that_is_too_slow_and_has_no_sound_any_more_is_silent_as_long_as_some_pictures_are_in_time()
    {
        See(6, Healthy);
        var seen = See(20, report => Healthy(report) with { DecodedVideo = report.DecodedVideo + 28, LostPictures = report.LostPictures + 12, PlayedAudio = report.PlayedAudio });
        Assert.Equal(PictureHealth.Silent, seen[^1]);
        Assert.DoesNotContain(PictureHealth.Frozen, seen);
    }

    /// <summary>By its sound a slow box is told from a clock that jumped: where that had ended before, the pictures alone say nothing soon.</summary>
    [Fact]
    public void A_box_that_is_too_slow_for_nearly_all_pictures_of_a_channel_that_fell_silent_before_is_silent()
    {
        See(6, Healthy);
        Assert.Equal(PictureHealth.Silent, See(10, report => Healthy(report) with { PlayedAudio = report.PlayedAudio })[^1]);
        var seen = See(20, Late);
        Assert.All(seen, health => Assert.Equal(PictureHealth.Silent, health));

        // For so long no box is too slow.
        Assert.Equal(PictureHealth.Frozen, See(10, Late)[^1]);

        static StatisticsEvent Late(StatisticsEvent report) => Healthy(report) with { LostPictures = report.LostPictures + 12, PlayedAudio = report.PlayedAudio };
    }

    [Fact]
    public void Video_that_is_lost_while_the_sound_goes_on_is_no_picture()
    {
        See(6, Healthy);
        var seen = See(8, report => Healthy(report) with { DecodedVideo = report.DecodedVideo + 1 });
        Assert.Equal(PictureHealth.NoPicture, seen[^1]);
        Assert.DoesNotContain(PictureHealth.Frozen, seen);
    }

    [Fact]
    public void Video_that_is_lost_soon_after_its_beginning_is_no_picture()
    {
        See(3, Healthy);
        Assert.Equal(PictureHealth.NoPicture, See(8, report => Healthy(report) with { DecodedVideo = report.DecodedVideo })[^1]);
    }

    [Fact]
    public void A_still_picture_with_sound_was_never_more_and_is_not_lost()
    {
        var seen = See(30, report => Healthy(report) with { DecodedVideo = report.DecodedVideo + (_now.TotalSeconds % 2 == 0 ? 1 : 0) });
        Assert.All(seen, health => Assert.Equal(PictureHealth.Flowing, health));
    }

    [Fact]
    public void A_still_picture_whose_reports_come_in_a_heap_is_not_taken_for_video()
    {
        See(4, report => Healthy(report) with { DecodedVideo = report.DecodedVideo + 1 });
        _report = Healthy(_report) with { DecodedVideo = _report.DecodedVideo + 2 };
        _watch.See(_report, _now += TimeSpan.FromMilliseconds(1));
        Assert.All(See(20, report => Healthy(report) with { DecodedVideo = report.DecodedVideo }), health => Assert.Equal(PictureHealth.Flowing, health));
    }

    [Fact]
    public void Radio_is_flowing_without_a_picture()
    {
        var seen = See(30, report => Healthy(report) with { DecodedVideo = 0, DisplayedPictures = 0 });
        Assert.All(seen, health => Assert.Equal(PictureHealth.Flowing, health));
    }

    [Fact]
    public void Sound_that_stops_under_a_picture_is_silent_and_a_stream_without_sound_is_not()
    {
        Assert.Equal(PictureHealth.Flowing, See(20, report => Healthy(report) with { PlayedAudio = 0 })[^1]);
        See(6, Healthy);
        Assert.Equal(PictureHealth.Silent, See(8, report => Healthy(report) with { PlayedAudio = report.PlayedAudio })[^1]);
    }

    [Fact]
    public void Sound_that_is_gone_and_a_black_picture_are_said_though_pictures_come_late()
    {
        See(6, Healthy);
        Assert.Equal(PictureHealth.Silent, See(8, report => Healthy(report) with { PlayedAudio = report.PlayedAudio, LostPictures = report.LostPictures + 5 })[^1]);
        Assert.Equal(PictureHealth.Black, See(1, report => Healthy(report) with { IsBlack = true, LostPictures = report.LostPictures + 5 })[0]);
    }

    [Fact]
    public void Video_that_was_switched_off_is_not_lost_and_is_watched_again_when_it_is_on()
    {
        See(6, Healthy);
        Assert.All(See(20, report => SoundOnly(report) with { IsBlack = true, LostPictures = report.LostPictures + 5 }, wantsVideo: false), health => Assert.Equal(PictureHealth.Flowing, health));
        Assert.Equal(PictureHealth.Flowing, See(8, report => Healthy(report) with { IsBlack = false })[^1]);
        Assert.Equal(PictureHealth.NoPicture, See(8, SoundOnly)[^1]);
    }

    [Fact]
    public void Sound_that_was_switched_off_is_not_missed_and_is_when_it_is_on()
    {
        See(6, Healthy);
        Assert.All(See(20, PictureOnly, wantsSound: false), health => Assert.Equal(PictureHealth.Flowing, health));
        See(6, Healthy);
        Assert.Equal(PictureHealth.Silent, See(8, PictureOnly)[^1]);
    }

    [Fact]
    public void With_both_switched_off_a_source_is_frozen_when_it_sends_nothing()
    {
        See(6, Healthy);
        Assert.All(
            See(20, report => report with { ReadBytes = report.ReadBytes + 100_000 }, wantsVideo: false, wantsSound: false),
            health => Assert.Equal(PictureHealth.Flowing, health));
        Assert.Equal(PictureHealth.Frozen, See(8, report => report, wantsVideo: false, wantsSound: false)[^1]);
    }

    [Fact]
    public void Black_is_told_from_frozen()
    {
        See(6, Healthy);
        Assert.Equal(PictureHealth.Black, See(20, report => Healthy(report) with { IsBlack = true })[^1]);
    }

    [Fact]
    public void Pictures_that_come_too_late_are_told()
    {
        See(6, Healthy);
        Assert.Equal(PictureHealth.Late, See(1, report => Healthy(report) with { LostPictures = report.LostPictures + 5 })[0]);
        Assert.Equal(PictureHealth.Flowing, See(1, Healthy)[0]);
    }

    /// <summary>Pictures and sound come all the time, a tenth of what is due.</summary>
    [Fact]
    public void What_moves_at_a_tenth_of_its_speed_is_frozen()
    {
        See(6, Healthy);
        Assert.Equal(PictureHealth.Frozen, See(9, Tenth)[^1]);
    }

    [Fact]
    public void What_moves_for_a_moment_every_few_seconds_is_frozen()
    {
        See(6, Healthy);
        var steps = 0;
        Assert.Contains(PictureHealth.Frozen, See(16, report => ++steps % 5 == 0 ? Healthy(report) : report));
    }

    [Fact]
    public void What_stood_for_a_moment_and_moves_again_is_not_frozen()
    {
        for (var time = 0; time < 5; time++)
        {
            Assert.DoesNotContain(PictureHealth.Frozen, See(5, report => report).Concat(See(5, Healthy)));
        }
    }

    [Fact]
    public void A_film_at_a_quarter_of_its_speed_moves()
    {
        for (var step = 0; step < 40; step++)
        {
            _report = Healthy(_report) with { TimeMs = _report.TimeMs + 125 };
            Assert.Equal(PictureHealth.Flowing, _watch.See(_report, _now += _every, rate: 0.25));
        }
    }

    /// <summary>The machine was held up, and the player with it or not.</summary>
    [Fact]
    public void Reports_that_were_held_up_and_come_in_a_heap_are_not_frozen()
    {
        See(6, Healthy);
        _now += TimeSpan.FromSeconds(10);
        for (var report = 0; report < 20; report++)
        {
            _report = Healthy(_report);
            Assert.NotEqual(PictureHealth.Frozen, _watch.See(_report, _now += TimeSpan.FromMilliseconds(1)));
        }
    }

    [Fact]
    public void What_has_no_time_moves_as_long_as_pictures_come_of_what_is_read()
    {
        Assert.All(See(20, report => Healthy(report) with { TimeMs = 0 }), health => Assert.Equal(PictureHealth.Flowing, health));
        Assert.Equal(PictureHealth.Frozen, See(6, report => report)[^1]);
    }

    [Fact]
    public void It_was_well_until_it_began_to_stand()
    {
        See(6, Healthy);
        var well = _now;
        Assert.Equal(well, _watch.WellUntil);
        See(9, Tenth);
        Assert.Equal(well, _watch.WellUntil);
    }

    [Fact]
    public void It_was_well_until_its_picture_was_lost_under_its_sound()
    {
        See(6, Healthy);
        var well = _now;
        See(6, SoundOnly);
        Assert.Equal(well, _watch.WellUntil);
    }

    [Fact]
    public void It_was_well_until_all_its_pictures_came_too_late_without_sound()
    {
        See(6, Healthy);
        var well = _now;
        See(6, report => PictureOnly(report) with { LostPictures = report.LostPictures + 12 });
        Assert.InRange(_watch.WellUntil, well, well + TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void A_box_that_is_too_slow_is_well_as_long_as_it_sounds()
    {
        See(20, report => Healthy(report) with { LostPictures = report.LostPictures + 12 });
        Assert.Equal(_now, _watch.WellUntil);
    }

    [Fact]
    public void A_player_that_reports_nothing_is_frozen_after_three_seconds()
    {
        See(6, Healthy);
        Assert.Equal(PictureHealth.Flowing, _watch.SeeNothing(_now + TimeSpan.FromSeconds(2.9)));
        Assert.Equal(PictureHealth.Frozen, _watch.SeeNothing(_now + TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void What_moves_half_of_the_time_is_never_frozen_whatever_the_reports_say_beside_it() =>
        Gen.Select(Gen.Long[250, 1_000], Gen.Long[0, 40], Gen.Long[0, 5], Gen.Bool).Array[1, 40].Sample(steps =>
        {
            var watch = new FreezeWatch(TimeSpan.Zero);
            var report = new StatisticsEvent(1, 0, 0, 0, 0, 0, 0, 0);
            for (var i = 0; i < steps.Length; i++)
            {
                var (time, frames, audio, black) = steps[i];
                report = report with
                {
                    TimeMs = report.TimeMs + time, DecodedVideo = report.DecodedVideo + frames, PlayedAudio = report.PlayedAudio + audio, IsBlack = black,
                };
                Assert.NotEqual(PictureHealth.Frozen, watch.See(report, (i + 1) * _every));
            }
        });

    private static StatisticsEvent Healthy(StatisticsEvent report) => report with
    {
        TimeMs = report.TimeMs + 500, ReadBytes = report.ReadBytes + 100_000, DecodedVideo = report.DecodedVideo + 25,
        DisplayedPictures = report.DisplayedPictures + 12, PlayedAudio = report.PlayedAudio + 20,
    };

    private static StatisticsEvent Tenth(StatisticsEvent report) => report with
    {
        TimeMs = report.TimeMs + 50, ReadBytes = report.ReadBytes + 10_000, DecodedVideo = report.DecodedVideo + 3,
        DisplayedPictures = report.DisplayedPictures + 1, PlayedAudio = report.PlayedAudio + 2,
    };

    private static StatisticsEvent SoundOnly(StatisticsEvent report) =>
        Healthy(report) with { DecodedVideo = report.DecodedVideo, DisplayedPictures = report.DisplayedPictures };

    private static StatisticsEvent PictureOnly(StatisticsEvent report) => Healthy(report) with { PlayedAudio = report.PlayedAudio };

    private List<PictureHealth> See(int count, Func<StatisticsEvent, StatisticsEvent> next, bool wantsVideo = true, bool wantsSound = true) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            _now += _every;
            return _watch.See(_report = next(_report), _now, wantsVideo, wantsSound);
        })];
}
