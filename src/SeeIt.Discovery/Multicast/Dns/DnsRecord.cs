namespace SeeIt.Discovery.Multicast.Dns;

/// <summary>The types that the responder knows (RFC 1035, 2782, 3596, 4034).</summary>
internal enum DnsType : ushort
{
    A = 1,
    Cname = 5,
    Ptr = 12,
    Txt = 16,
    Aaaa = 28,
    Srv = 33,
    Nsec = 47,
    Any = 255,
}

/// <summary>A question of class IN.</summary>
/// <param name="Name">What is asked for.</param>
/// <param name="Type">Of which type.</param>
/// <param name="WantsUnicast">The QU bit (RFC 6762, section 5.4).</param>
internal sealed record DnsQuestion(DnsName Name, DnsType Type, bool WantsUnicast);

/// <summary>A resource record of class IN.</summary>
/// <param name="Name">Its owner.</param>
/// <param name="Type">Its type.</param>
/// <param name="Ttl">Seconds; 0 is a goodbye.</param>
/// <param name="IsUnique">The cache-flush bit (RFC 6762, section 10.2).</param>
/// <param name="Data">Rdata, names in it without compression.</param>
internal sealed record DnsRecord(DnsName Name, DnsType Type, uint Ttl, bool IsUnique, byte[] Data)
{
    /// <summary>The same name, type and data.</summary>
    public bool IsSameAs(DnsRecord other) => Type == other.Type && Name.Equals(other.Name) && HasDataOf(other);

    public bool HasDataOf(DnsRecord other) => Data.AsSpan().SequenceEqual(other.Data);
}
