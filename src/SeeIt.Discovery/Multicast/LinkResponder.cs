using System.Net;
using SeeIt.Discovery.Multicast.Dns;

namespace SeeIt.Discovery.Multicast;

/// <summary>What the responder on a link needs of the world around it.</summary>
internal interface ILinkOutput
{
    /// <summary>Sends to the link's multicast groups, IPv4 and IPv6.</summary>
    void Multicast(DnsMessage message);

    void Unicast(DnsMessage message, IPEndPoint to);

    /// <summary>Somebody else holds this name, which is one of ours. New records have to come by <see cref="LinkResponder.Replace"/>.</summary>
    void OnConflict(DnsName name);
}

/// <summary>
/// The responder on one link (RFC 6762): probes, announces, answers, defends, says goodbye. Holds no thread, timer or
/// socket: the owner calls it, one call at a time, with the time that has passed on its clock.
/// </summary>
internal sealed class LinkResponder
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AnnounceInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LostTie = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConflictWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConflictPause = TimeSpan.FromSeconds(5);
    private const int MaxConflicts = 15;
    private const int Probes = 3;
    private const int Announcements = 2;

    private readonly ILinkOutput _output;
    private readonly Random _random;
    private readonly LinkAnswers _answers;
    private readonly Queue<TimeSpan> _conflicts = new();
    private TimeSpan _nextStep;
    private int _sent;

    public LinkResponder(ServiceRecords records, ILinkOutput output, Random random, TimeSpan now)
    {
        (Records, _output, _random) = (records, output, random);
        _answers = new LinkAnswers(output, random);
        Begin(now);
    }

    public ServiceRecords Records { get; private set; }

    public LinkState State { get; private set; }

    /// <summary>When <see cref="Advance"/> is to be called next; null while nothing is planned.</summary>
    public TimeSpan? Due
    {
        get
        {
            TimeSpan? step = State is LinkState.Waiting or LinkState.Probing or LinkState.Announcing ? _nextStep : null;
            return step is null || _answers.Due < step ? _answers.Due ?? step : step;
        }
    }

    private bool IsOurs => State is LinkState.Announcing or LinkState.Established;

    /// <summary>Does what has come due.</summary>
    public void Advance(TimeSpan now)
    {
        _answers.Send(Records, now);
        while (State is LinkState.Waiting or LinkState.Probing or LinkState.Announcing && _nextStep <= now)
        {
            Step(now);
        }
    }

    /// <summary>Takes a packet that came from this link.</summary>
    public void Receive(DnsMessage message, IPEndPoint from, TimeSpan now)
    {
        if (State == LinkState.Stopped || message.Opcode != 0)
        {
            return;
        }

        if (message.IsResponse)
        {
            // RFC 6762, section 6: what does not come from port 5353 is no multicast DNS response.
            if (from.Port == LinkAnswers.Port)
            {
                _answers.Heard(message.Answers);
                CheckConflict(message, now);
            }
        }
        else if (IsOurs)
        {
            _answers.Ask(Records, message, from, now);
        }
        else if (State == LinkState.Probing)
        {
            CheckRival(message, now);
        }
    }

    /// <summary>Other names, or other addresses: says goodbye to what is no longer true, and begins again.</summary>
    public void Replace(ServiceRecords records, TimeSpan now)
    {
        if (State == LinkState.Stopped)
        {
            return;
        }

        if (IsOurs)
        {
            _answers.Goodbye([.. Records.All.Where(record => !records.All.Any(record.IsSameAs))]);
        }

        Records = records;
        Begin(now);
    }

    /// <summary>Other TXT data under the same names: no probing is needed (RFC 6762, section 8.4).</summary>
    public void ReplaceText(ServiceRecords records, TimeSpan now)
    {
        Records = records;
        if (IsOurs)
        {
            Go(LinkState.Announcing, now);
        }
    }

    /// <summary>Says goodbye to what was announced.</summary>
    public void Stop()
    {
        if (IsOurs)
        {
            // The name of the type is of all instances on the link; only this instance leaves.
            _answers.Goodbye([.. Records.All.Where(record => record != Records.Pointers[1])]);
        }

        State = LinkState.Stopped;
    }

    private void Begin(TimeSpan now)
    {
        _answers.Clear();
        var pause = _conflicts.Count >= MaxConflicts ? ConflictPause : TimeSpan.Zero;
        Go(LinkState.Waiting, now + pause + TimeSpan.FromMilliseconds(_random.Next(0, 251)));
    }

    private void Go(LinkState state, TimeSpan nextStep) => (State, _nextStep, _sent) = (state, nextStep, 0);

    private void Step(TimeSpan now)
    {
        switch (State)
        {
            case LinkState.Waiting:
                Go(LinkState.Probing, now);
                break;
            case LinkState.Probing when _sent < Probes:
                _output.Multicast(new DnsMessage
                {
                    Questions = [new(Records.Instance, DnsType.Any, true), new(Records.Host, DnsType.Any, true)],
                    Authorities = [.. Records.Unique.Select(record => record with { IsUnique = false })],
                });
                (_sent, _nextStep) = (_sent + 1, now + ProbeInterval);
                break;
            case LinkState.Probing:
                Go(LinkState.Announcing, now);
                break;
            case LinkState.Announcing:
                _answers.Announce(Records, now);
                (_sent, _nextStep) = (_sent + 1, now + AnnounceInterval);
                if (_sent == Announcements)
                {
                    State = LinkState.Established;
                }

                break;
        }
    }

    /// <summary>A response holds a record of one of our names that is not ours (RFC 6762, sections 8.1 and 9).</summary>
    private void CheckConflict(DnsMessage message, TimeSpan now)
    {
        var rival = message.Answers.Concat(message.Additionals).FirstOrDefault(record =>
            record.Ttl > 0 && Records.Unique.Any(own => own.Name.Equals(record.Name) && own.Type == record.Type)
            && !Records.Unique.Any(record.IsSameAs));
        if (rival is null || State == LinkState.Waiting)
        {
            return;
        }

        _conflicts.Enqueue(now);
        while (_conflicts.Peek() < now - ConflictWindow)
        {
            _conflicts.Dequeue();
        }

        if (IsOurs)
        {
            Begin(now);
        }
        else
        {
            _output.OnConflict(rival.Name);
        }
    }

    /// <summary>Simultaneous probes: the records that sort later win (RFC 6762, section 8.2).</summary>
    private void CheckRival(DnsMessage message, TimeSpan now)
    {
        foreach (var name in message.Authorities.Select(record => record.Name).Where(name => name.Equals(Records.Instance) || name.Equals(Records.Host)))
        {
            var theirs = message.Authorities.Where(record => record.Name.Equals(name));
            if (ProbeOrder.Compare(theirs, Records.Unique.Where(record => record.Name.Equals(name))) > 0)
            {
                Go(LinkState.Waiting, now + LostTie);
                return;
            }
        }
    }
}
