using System.Net;
using SeeIt.Discovery.Multicast.Dns;

namespace SeeIt.Discovery.Multicast;

/// <summary>An answer that waits for its time; records can still drop out of it.</summary>
/// <param name="due">When it goes out.</param>
/// <param name="asker">Who asked: a packet of further known answers comes from there (RFC 6762, section 7.2).</param>
/// <param name="answers">What to say.</param>
/// <param name="isDefence">Answers a probe, which has to be told even if the record was multicast less than a second ago.</param>
internal sealed class PendingAnswer(TimeSpan due, IPEndPoint asker, List<DnsRecord> answers, bool isDefence)
{
    public TimeSpan Due => due;

    public IPEndPoint Asker => asker;

    public List<DnsRecord> Answers => answers;

    public bool IsDefence => isDefence;

    /// <summary>Known answers count when at least half of the TTL is left (RFC 6762, section 7.1).</summary>
    public void RemoveKnown(IReadOnlyList<DnsRecord> known) =>
        answers.RemoveAll(answer => known.Any(other => other.IsSameAs(answer) && other.Ttl >= answer.Ttl / 2));

    /// <summary>Somebody else multicast it meanwhile, with a TTL not below ours (RFC 6762, section 7.4).</summary>
    public void RemoveAnswered(IReadOnlyList<DnsRecord> answered) =>
        answers.RemoveAll(answer => answered.Any(other => other.IsSameAs(answer) && other.Ttl >= answer.Ttl));
}
