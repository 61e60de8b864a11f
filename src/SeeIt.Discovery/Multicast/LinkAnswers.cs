using System.Net;
using SeeIt.Discovery.Multicast.Dns;

namespace SeeIt.Discovery.Multicast;

/// <summary>Answers on one link: when, to whom, and what need not be said again (RFC 6762, sections 5 to 7).</summary>
internal sealed class LinkAnswers(ILinkOutput output, Random random)
{
    public const int Port = 5353;

    private const uint LegacyTtl = 10;
    private static readonly TimeSpan OncePer = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefenceOncePer = TimeSpan.FromMilliseconds(250);

    private readonly List<PendingAnswer> _pending = [];
    private readonly List<(DnsRecord Record, TimeSpan At)> _multicast = [];

    /// <summary>When <see cref="Send"/> is to be called next.</summary>
    public TimeSpan? Due => _pending.Count == 0 ? null : _pending.Min(pending => pending.Due);

    public void Clear()
    {
        _pending.Clear();
        _multicast.Clear();
    }

    public void Announce(ServiceRecords records, TimeSpan now) => Multicast([.. records.All], [], now);

    public void Goodbye(IReadOnlyList<DnsRecord> records)
    {
        if (records.Count > 0)
        {
            output.Multicast(Response([.. records.Select(record => record with { Ttl = 0 })], []));
        }
    }

    /// <summary>Takes a query.</summary>
    public void Ask(ServiceRecords records, DnsMessage query, IPEndPoint from, TimeSpan now)
    {
        if (query.Questions.Count == 0)
        {
            _pending.FindAll(pending => pending.Asker.Equals(from)).ForEach(pending => pending.RemoveKnown(query.Answers));
            return;
        }

        if (from.Port != Port)
        {
            AnswerLegacy(records, query, from);
            return;
        }

        var multicast = Wanted(records, query.Questions.Where(question => !question.WantsUnicast));
        var unicast = Wanted(records, query.Questions.Where(question => question.WantsUnicast));
        // What the link has not heard for a quarter of its time is told to all of it (RFC 6762, section 5.4).
        multicast.AddRange(unicast.Where(record => !WasMulticast(record, now, TimeSpan.FromSeconds(record.Ttl / 4.0)) && !multicast.Contains(record)));
        unicast.RemoveAll(multicast.Contains);
        if (multicast.Count > 0)
        {
            var pending = new PendingAnswer(now + Delay(query, multicast), from, multicast, query.Authorities.Count > 0);
            pending.RemoveKnown(query.Answers);
            _pending.Add(pending);
        }

        var reply = new PendingAnswer(now, from, unicast, isDefence: false);
        reply.RemoveKnown(query.Answers);
        if (reply.Answers.Count > 0)
        {
            output.Unicast(Response(reply.Answers, records.AdditionalsOf(reply.Answers)), from);
        }
    }

    /// <summary>Somebody on the link multicast these.</summary>
    public void Heard(IReadOnlyList<DnsRecord> answers) => _pending.ForEach(pending => pending.RemoveAnswered(answers));

    /// <summary>Sends what has come due, in one message.</summary>
    public void Send(ServiceRecords records, TimeSpan now)
    {
        var due = _pending.FindAll(pending => pending.Due <= now);
        _pending.RemoveAll(due.Contains);
        var answers = new List<DnsRecord>();
        foreach (var pending in due)
        {
            answers.AddRange(pending.Answers.Where(record =>
                !answers.Contains(record) && !WasMulticast(record, now, pending.IsDefence ? DefenceOncePer : OncePer)));
        }

        if (answers.Count > 0)
        {
            Multicast(answers, records.AdditionalsOf(answers), now);
        }
    }

    private static List<DnsRecord> Wanted(ServiceRecords records, IEnumerable<DnsQuestion> questions) =>
        [.. questions.SelectMany(records.Answer).Distinct()];

    private TimeSpan Delay(DnsMessage query, List<DnsRecord> answers) => TimeSpan.FromMilliseconds(
        query.IsTruncated ? random.Next(400, 501)
        : answers.TrueForAll(record => record.IsUnique) ? 0
        : random.Next(20, 121));

    /// <summary>To a plain DNS client (RFC 6762, section 6.7).</summary>
    private void AnswerLegacy(ServiceRecords records, DnsMessage query, IPEndPoint to)
    {
        var answers = Wanted(records, query.Questions);
        if (answers.Count > 0)
        {
            output.Unicast(
                Response([.. answers.Select(ForLegacy)], records.AdditionalsOf(answers).Select(ForLegacy)) with
                {
                    Id = query.Id,
                    Questions = [.. query.Questions.Select(question => question with { WantsUnicast = false })],
                },
                to);
        }
    }

    private static DnsRecord ForLegacy(DnsRecord record) => record with { Ttl = Math.Min(record.Ttl, LegacyTtl), IsUnique = false };

    private static DnsMessage Response(IReadOnlyList<DnsRecord> answers, IEnumerable<DnsRecord> additionals) =>
        new() { IsResponse = true, IsAuthoritative = true, Answers = answers, Additionals = [.. additionals] };

    private void Multicast(List<DnsRecord> answers, IEnumerable<DnsRecord> additionals, TimeSpan now)
    {
        _multicast.RemoveAll(sent => answers.Exists(sent.Record.IsSameAs));
        _multicast.AddRange(answers.Select(record => (record, now)));
        output.Multicast(Response(answers, additionals));
    }

    private bool WasMulticast(DnsRecord record, TimeSpan now, TimeSpan within) =>
        _multicast.Exists(sent => sent.Record.IsSameAs(record) && now - sent.At < within);
}
