using System.Net;
using CsCheck;
using SeeIt.Discovery.Multicast;
using SeeIt.Discovery.Multicast.Dns;

namespace SeeIt.Discovery.Tests.Multicast;

/// <summary>RFC 6762, given / when → then, on a clock that the test moves.</summary>
public sealed class LinkResponderTests : ILinkOutput
{
    private static readonly DnsName Type = DnsName.Of("_seeit", "_tcp", "local");
    private static readonly IPEndPoint Peer = new(IPAddress.Parse("192.168.1.50"), 5353);

    private readonly List<(TimeSpan At, DnsMessage Message)> _multicast = [];
    private readonly List<(DnsMessage Message, IPEndPoint To)> _unicast = [];
    private readonly List<DnsName> _conflicts = [];
    private readonly LinkResponder _responder;
    private TimeSpan _now;

    public LinkResponderTests() => _responder = new LinkResponder(Records(), this, new Random(1), _now);

    void ILinkOutput.Multicast(DnsMessage message) => _multicast.Add((_now, DnsMessage.Parse(message.Encode())!));

    void ILinkOutput.Unicast(DnsMessage message, IPEndPoint to) => _unicast.Add((DnsMessage.Parse(message.Encode())!, to));

    void ILinkOutput.OnConflict(DnsName name) => _conflicts.Add(name);

    [Fact]
    public void Three_probes_a_quarter_second_apart_then_two_announcements_a_second_apart()
    {
        Run(10);
        var probes = _multicast.Where(sent => !sent.Message.IsResponse).ToList();
        Assert.Equal(3, probes.Count);
        Assert.InRange(probes[0].At.TotalMilliseconds, 0, 250);
        Assert.Equal([250, 250], Gaps(probes));
        Assert.All(probes, probe =>
        {
            Assert.All(probe.Message.Questions, question => Assert.True(question is { Type: DnsType.Any, WantsUnicast: true }));
            Assert.Equal([DnsType.Srv, DnsType.Txt, DnsType.A, DnsType.Aaaa], probe.Message.Authorities.Select(record => record.Type));
            Assert.DoesNotContain(probe.Message.Authorities, record => record.IsUnique);
        });

        var announcements = _multicast.Where(sent => sent.Message.IsResponse).ToList();
        Assert.Equal(2, announcements.Count);
        Assert.Equal(250, (announcements[0].At - probes[2].At).TotalMilliseconds);
        Assert.Equal([1000], Gaps(announcements));
        Assert.All(announcements, sent =>
        {
            Assert.True(sent.Message is { Id: 0, IsAuthoritative: true, Questions.Count: 0 });
            Assert.All(sent.Message.Answers, record => Assert.Equal(record.Type != DnsType.Ptr, record.IsUnique));
            Assert.All(sent.Message.Answers, record => Assert.Equal(record.Type is DnsType.Ptr or DnsType.Txt ? 4500u : 120u, record.Ttl));
        });
        Assert.Equal(LinkState.Established, _responder.State);
        Assert.Null(_responder.Due);
    }

    [Fact]
    public void Nothing_is_answered_while_probing()
    {
        Run(0.4);
        Assert.Equal(LinkState.Probing, _responder.State);
        Ask(new DnsQuestion(Type, DnsType.Ptr, false));
        Run(0.1);
        Assert.DoesNotContain(_multicast, sent => sent.Message.IsResponse);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(1, false)]
    public void Rival_probe_that_sorts_later_is_given_way_for_a_second(byte lastByte, bool givesWay)
    {
        Run(0.4);
        var rival = Records(address: new IPAddress([192, 168, 1, lastByte]));
        Receive(new DnsMessage
        {
            Questions = [new(rival.Host, DnsType.Any, true)],
            Authorities = [.. rival.Unique.Where(record => record.Name.Equals(rival.Host))],
        });
        Assert.Equal(givesWay ? LinkState.Waiting : LinkState.Probing, _responder.State);
        _multicast.Clear();
        Run(5);
        Assert.Equal(LinkState.Established, _responder.State);
        if (givesWay)
        {
            Assert.InRange((_multicast[0].At - TimeSpan.FromSeconds(0.4)).TotalMilliseconds, 1000, 1010);
            Assert.Equal(3, _multicast.Count(sent => !sent.Message.IsResponse));
        }
    }

    [Fact]
    public void Own_probe_heard_again_changes_nothing()
    {
        Run(0.4);
        Receive(_multicast[0].Message);
        Assert.Equal(LinkState.Probing, _responder.State);
    }

    [Fact]
    public void Other_data_while_probing_is_a_conflict_and_the_same_data_is_none()
    {
        Run(0.4);
        Receive(Response(Records().Unique[0]));
        Assert.Empty(_conflicts);
        Receive(Response(Records(port: 99).Unique[0]));
        Assert.Equal(Records().Instance, Assert.Single(_conflicts));
        _responder.Replace(Records("TV (2)"), _now);
        Run(5);
        Assert.Contains(_multicast[^1].Message.Answers, record => record.Name.Equals(DnsName.Of("TV (2)", "_seeit", "_tcp", "local")));
    }

    [Fact]
    public void Fifteen_conflicts_in_ten_seconds_slow_the_next_tries_down()
    {
        for (var index = 0; index < 15; index++)
        {
            RunUntil(LinkState.Probing);
            Receive(Response(Records(port: 99).Unique[0]));
            _responder.Replace(Records(), _now);
        }

        var pausedAt = _now;
        RunUntil(LinkState.Probing);
        Assert.InRange((_now - pausedAt).TotalSeconds, 5, 5.3);
    }

    [Fact]
    public void Conflict_when_established_probes_again()
    {
        Establish();
        Receive(Response(Records(port: 99).Unique[0]));
        Assert.Empty(_conflicts);
        Assert.Equal(LinkState.Waiting, _responder.State);
        Run(10);
        Assert.Equal(LinkState.Established, _responder.State);
        Assert.Equal(3, _multicast.Count(sent => !sent.Message.IsResponse));
    }

    [Fact]
    public void Pointer_is_answered_after_20_to_120_ms_with_what_will_be_asked_next()
    {
        Establish();
        var begun = _now;
        Ask(new DnsQuestion(DnsName.Of("_SEEIT", "_Tcp", "local"), DnsType.Ptr, false));
        Assert.Empty(_multicast);
        Run(1);
        var (at, message) = Assert.Single(_multicast);
        Assert.InRange((at - begun).TotalMilliseconds, 20, 121);
        Assert.True(Assert.Single(message.Answers).IsSameAs(Records().Pointers[0]));
        Assert.Equal([DnsType.Srv, DnsType.Txt, DnsType.A, DnsType.Aaaa, DnsType.Nsec], message.Additionals.Select(record => record.Type));
    }

    [Fact]
    public void Delays_of_shared_answers_are_spread()
    {
        Establish();
        var delays = new List<double>();
        for (var index = 0; index < 400; index++)
        {
            Run(2);
            var begun = _now;
            Ask(new DnsQuestion(Type, DnsType.Ptr, false));
            delays.Add((_responder.Due!.Value - begun).TotalMilliseconds);
        }

        Assert.All(new[] { 20, 45, 70, 95 }, low => Assert.InRange(delays.Count(delay => delay >= low && delay <= low + 25), 60, 150));
    }

    [Fact]
    public void Unique_answer_goes_out_at_once()
    {
        Establish();
        Ask(new DnsQuestion(Records().Host, DnsType.A, false));
        Assert.Equal(DnsType.A, Assert.Single(Assert.Single(_multicast).Message.Answers).Type);
    }

    [Fact]
    public void Meta_query_names_the_type()
    {
        Establish();
        Ask(new DnsQuestion(DnsName.Of("_services", "_dns-sd", "_udp", "local"), DnsType.Ptr, false));
        Run(1);
        Assert.Equal(Type, new DnsName(Assert.Single(Assert.Single(_multicast).Message.Answers).Data));
    }

    [Theory]
    [InlineData(4500, false)]
    [InlineData(2250, false)]
    [InlineData(2249, true)]
    public void Known_answer_is_not_told_again_unless_it_is_half_gone(uint ttl, bool told)
    {
        Establish();
        Receive(new DnsMessage { Questions = [new(Type, DnsType.Ptr, false)], Answers = [Records().Pointers[0] with { Ttl = ttl }] });
        Run(1);
        Assert.Equal(told ? 1 : 0, _multicast.Count);
    }

    [Fact]
    public void Known_answers_of_a_truncated_query_may_come_later()
    {
        Establish();
        var begun = _now;
        Receive(new DnsMessage { IsTruncated = true, Questions = [new(Type, DnsType.Ptr, false)] });
        Assert.InRange((_responder.Due!.Value - begun).TotalMilliseconds, 400, 500);
        Run(0.3);
        Receive(new DnsMessage { Answers = [Records().Pointers[0]] });
        Run(1);
        Assert.Empty(_multicast);
    }

    [Fact]
    public void Answer_that_a_peer_gave_meanwhile_is_not_repeated()
    {
        Establish();
        Ask(new DnsQuestion(Type, DnsType.Ptr, false));
        Receive(Response(Records().Pointers[0]));
        Run(1);
        Assert.Empty(_multicast);
    }

    [Fact]
    public void Unicast_question_is_answered_by_unicast_while_the_link_heard_it_lately()
    {
        Establish();
        Ask(new DnsQuestion(Records().Host, DnsType.A, true));
        Assert.Empty(_multicast);
        var (message, to) = Assert.Single(_unicast);
        Assert.Equal(Peer, to);
        Assert.Equal(DnsType.A, Assert.Single(message.Answers).Type);
        Run(31);
        Ask(new DnsQuestion(Records().Host, DnsType.A, true));
        Assert.Single(_multicast);
        Assert.Single(_unicast);
    }

    [Fact]
    public void Missing_type_is_denied()
    {
        var responder = new LinkResponder(new ServiceRecords("TV", "seeit-1", 8099, [0], [IPAddress.Parse("192.168.1.9")]), this, new Random(1), _now);
        while (responder.Due is { } due)
        {
            responder.Advance(_now = due);
        }

        _multicast.Clear();
        responder.Receive(new DnsMessage { Questions = [new(DnsName.Of("seeit-1", "local"), DnsType.Aaaa, false)] }, Peer, _now += TimeSpan.FromSeconds(5));
        responder.Advance(_now);
        var answer = Assert.Single(Assert.Single(_multicast).Message.Answers);
        Assert.Equal(DnsType.Nsec, answer.Type);
        Assert.Equal([.. DnsName.Of("seeit-1", "local").Wire, 0, 1, 0x40], answer.Data);
    }

    [Fact]
    public void Same_question_twice_within_a_second_is_answered_once()
    {
        Establish();
        Ask(new DnsQuestion(Records().Host, DnsType.A, false));
        Run(0.5);
        Ask(new DnsQuestion(Records().Host, DnsType.A, false));
        Assert.Single(_multicast);
        Run(0.6);
        Ask(new DnsQuestion(Records().Host, DnsType.A, false));
        Assert.Equal(2, _multicast.Count);
    }

    [Fact]
    public void Probe_for_our_name_is_answered_within_the_second()
    {
        Establish();
        Ask(new DnsQuestion(Records().Instance, DnsType.Any, false));
        Run(0.3);
        Receive(new DnsMessage { Questions = [new(Records().Instance, DnsType.Any, false)], Authorities = [Records(port: 99).Unique[0]] });
        Assert.Equal(2, _multicast.Count);
    }

    [Fact]
    public void Plain_dns_client_gets_a_plain_dns_answer()
    {
        Establish();
        var client = new IPEndPoint(Peer.Address, 40000);
        Receive(new DnsMessage { Id = 77, Questions = [new(Type, DnsType.Ptr, false)] }, client);
        var (message, to) = Assert.Single(_unicast);
        Assert.Equal(client, to);
        Assert.Equal(77, message.Id);
        Assert.Equal(Type, Assert.Single(message.Questions).Name);
        Assert.All(message.Answers.Concat(message.Additionals), record => Assert.True(record is { Ttl: <= 10, IsUnique: false }));
        Assert.Empty(_multicast);
    }

    [Fact]
    public void Goodbye_has_no_time_to_live_and_leaves_the_type_to_others()
    {
        Establish();
        _responder.Stop();
        var message = Assert.Single(_multicast).Message;
        Assert.All(message.Answers, record => Assert.Equal(0u, record.Ttl));
        Assert.Equal([DnsType.Ptr, DnsType.Srv, DnsType.Txt, DnsType.A, DnsType.Aaaa], message.Answers.Select(record => record.Type));
        _multicast.Clear();
        Ask(new DnsQuestion(Type, DnsType.Ptr, false));
        Run(5);
        Assert.Empty(_multicast);
        Assert.Null(_responder.Due);
    }

    [Fact]
    public void Stop_while_probing_is_silent()
    {
        Run(0.4);
        _multicast.Clear();
        _responder.Stop();
        Assert.Empty(_multicast);
    }

    [Fact]
    public void Rename_says_goodbye_to_the_old_name()
    {
        Establish();
        _responder.Replace(Records("Other"), _now);
        var message = Assert.Single(_multicast).Message;
        Assert.Contains(message.Answers, record => record is { Type: DnsType.Srv, Ttl: 0 } && record.Name.Equals(Records().Instance));
        Assert.DoesNotContain(message.Answers, record => record.Type == DnsType.A);
    }

    [Fact]
    public void New_text_is_announced_without_probing()
    {
        Establish();
        _responder.ReplaceText(Records(text: [3, (byte)'a', (byte)'=', (byte)'b']), _now);
        Run(5);
        Assert.Equal(2, _multicast.Count);
        Assert.All(_multicast, sent => Assert.Contains(sent.Message.Answers, record => record is { Type: DnsType.Txt, IsUnique: true, Data: [3, ..] }));
    }

    [Fact]
    public void Response_from_another_port_and_other_opcodes_are_ignored()
    {
        Establish();
        Receive(Response(Records(port: 99).Unique[0]), new IPEndPoint(Peer.Address, 5354));
        Receive(new DnsMessage { Opcode = 5, Questions = [new(Type, DnsType.Ptr, false)] });
        Run(1);
        Assert.Equal(LinkState.Established, _responder.State);
        Assert.Empty(_multicast);
    }

    [Fact]
    public void Whatever_comes_in_the_responder_is_established_again_when_it_is_quiet()
    {
        var records = Records(port: 99).All.Concat(Records().All).Concat(Records().Negative).ToArray();
        var some = Gen.Int[0, records.Length - 1].Select(index => records[index]).Array[0, 4];
        Gen.Select(Gen.Bool, Gen.Bool, some, some, some, Gen.Double[0, 2])
            .Array[0, 30].Sample(steps =>
            {
                var responder = new LinkResponder(Records(), new Silent(), new Random(1), TimeSpan.Zero);
                var now = TimeSpan.Zero;
                foreach (var (isResponse, isTruncated, asked, answers, authorities, seconds) in steps)
                {
                    responder.Receive(new DnsMessage
                    {
                        IsResponse = isResponse,
                        IsTruncated = isTruncated,
                        Questions = [.. asked.Select(record => new DnsQuestion(record.Name, record.Type, isTruncated))],
                        Answers = answers,
                        Authorities = authorities,
                    }, Peer, now);
                    now += TimeSpan.FromSeconds(seconds);
                    responder.Advance(now);
                }

                for (var calls = 0; responder.Due is { } due; calls++)
                {
                    Assert.True(calls < 100);
                    now = due > now ? due : now;
                    responder.Advance(now);
                }

                Assert.Equal(LinkState.Established, responder.State);
            });
    }

    private static ServiceRecords Records(string name = "TV", int port = 8099, byte[]? text = null, IPAddress? address = null) =>
        new(name, "seeit-1", port, text ?? [0], [address ?? IPAddress.Parse("192.168.1.9"), IPAddress.Parse("fe80::9")]);

    private static DnsMessage Response(DnsRecord record) => new() { IsResponse = true, IsAuthoritative = true, Answers = [record] };

    private static IEnumerable<double> Gaps(List<(TimeSpan At, DnsMessage Message)> sent) =>
        sent.Zip(sent.Skip(1), (first, second) => Math.Round((second.At - first.At).TotalMilliseconds));

    private void Establish()
    {
        Run(10);
        Assert.Equal(LinkState.Established, _responder.State);
        _multicast.Clear();
    }

    private void Ask(DnsQuestion question) => Receive(new DnsMessage { Questions = [question] });

    private void Receive(DnsMessage message, IPEndPoint? from = null)
    {
        _responder.Receive(message, from ?? Peer, _now);
        _responder.Advance(_now);
    }

    /// <summary>Moves the clock, and calls the responder exactly when it wants to be called.</summary>
    private void Run(double seconds)
    {
        var until = _now + TimeSpan.FromSeconds(seconds);
        while (_responder.Due is { } due && due <= until)
        {
            _now = due > _now ? due : _now;
            _responder.Advance(_now);
        }

        _now = until;
    }

    private void RunUntil(LinkState state)
    {
        while (_responder.State != state)
        {
            _now = _responder.Due!.Value;
            _responder.Advance(_now);
        }
    }

    private sealed class Silent : ILinkOutput
    {
        public void Multicast(DnsMessage message) => message.Encode();

        public void Unicast(DnsMessage message, IPEndPoint to) => message.Encode();

        public void OnConflict(DnsName name)
        {
        }
    }
}
