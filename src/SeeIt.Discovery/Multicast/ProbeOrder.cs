using SeeIt.Discovery.Multicast.Dns;

namespace SeeIt.Discovery.Multicast;

/// <summary>The order that settles simultaneous probes (RFC 6762, section 8.2.1): by type and raw data, the records sorted; the longer list wins.</summary>
internal static class ProbeOrder
{
    public static int Compare(IEnumerable<DnsRecord> left, IEnumerable<DnsRecord> right)
    {
        using var theirs = left.Order(Comparer<DnsRecord>.Create(Compare)).GetEnumerator();
        using var ours = right.Order(Comparer<DnsRecord>.Create(Compare)).GetEnumerator();
        while (true)
        {
            var (hasLeft, hasRight) = (theirs.MoveNext(), ours.MoveNext());
            if (!hasLeft || !hasRight)
            {
                return hasLeft.CompareTo(hasRight);
            }

            if (Compare(theirs.Current, ours.Current) is not 0 and var order)
            {
                return order;
            }
        }
    }

    private static int Compare(DnsRecord left, DnsRecord right) =>
        left.Type != right.Type ? left.Type.CompareTo(right.Type) : left.Data.AsSpan().SequenceCompareTo(right.Data);
}
