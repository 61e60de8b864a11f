namespace SeeIt.Discovery.Multicast.Dns;

/// <summary>A message of RFC 1035, section 4, as multicast DNS uses it: questions and records of class IN only.</summary>
internal sealed record DnsMessage
{
    public ushort Id { get; init; }

    public bool IsResponse { get; init; }

    public bool IsAuthoritative { get; init; }

    public bool IsTruncated { get; init; }

    /// <summary>0 for a query; others are ignored by multicast DNS.</summary>
    public byte Opcode { get; init; }

    public IReadOnlyList<DnsQuestion> Questions { get; init; } = [];

    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    public IReadOnlyList<DnsRecord> Authorities { get; init; } = [];

    public IReadOnlyList<DnsRecord> Additionals { get; init; } = [];

    /// <summary>Null when the packet is malformed.</summary>
    public static DnsMessage? Parse(ReadOnlySpan<byte> packet) => new DnsReader(packet).ReadMessage();

    public byte[] Encode() => new DnsWriter().Write(this);
}
