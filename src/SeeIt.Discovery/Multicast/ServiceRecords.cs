using System.Net;
using System.Net.Sockets;
using SeeIt.Discovery.Multicast.Dns;

namespace SeeIt.Discovery.Multicast;

/// <summary>The records of the service on one link (RFC 6763, section 4; TTLs of RFC 6762, section 10). Immutable.</summary>
internal sealed class ServiceRecords
{
    public const uint HostTtl = 120;
    public const uint OtherTtl = 4500;

    private static readonly DnsName Services = DnsName.Of("_services", "_dns-sd", "_udp", "local");
    private static readonly DnsName Type = DnsName.Of("_seeit", "_tcp", "local");

    private readonly DnsRecord _hostNsec;

    /// <param name="instanceName">As it stands after renaming.</param>
    /// <param name="hostLabel">As it stands after renaming.</param>
    /// <param name="port">TCP port.</param>
    /// <param name="text">Rdata of the TXT record.</param>
    /// <param name="addresses">The link's own.</param>
    public ServiceRecords(string instanceName, string hostLabel, int port, byte[] text, IEnumerable<IPAddress> addresses)
    {
        Instance = DnsName.Of(instanceName, "_seeit", "_tcp", "local");
        Host = DnsName.Of(hostLabel, "local");
        Pointers =
        [
            new DnsRecord(Type, DnsType.Ptr, OtherTtl, false, Instance.Wire.ToArray()),
            new DnsRecord(Services, DnsType.Ptr, OtherTtl, false, Type.Wire.ToArray()),
        ];
        var service = new DnsRecord(Instance, DnsType.Srv, HostTtl, true, [0, 0, 0, 0, (byte)(port >> 8), (byte)port, .. Host.Wire]);
        Text = new DnsRecord(Instance, DnsType.Txt, OtherTtl, true, text);
        Addresses = [.. addresses.Select(address => new DnsRecord(
            Host,
            address.AddressFamily == AddressFamily.InterNetwork ? DnsType.A : DnsType.Aaaa,
            HostTtl,
            true,
            address.GetAddressBytes()))];
        Unique = [service, Text, .. Addresses];
        _hostNsec = Nsec(Host, [.. Addresses.Select(record => record.Type).Distinct().Order()]);
        Negative = [_hostNsec, Nsec(Instance, [DnsType.Txt, DnsType.Srv])];
    }

    public DnsName Instance { get; }

    public DnsName Host { get; }

    /// <summary>Shared: others on the link have such records of the same name.</summary>
    public IReadOnlyList<DnsRecord> Pointers { get; }

    public DnsRecord Text { get; }

    public IReadOnlyList<DnsRecord> Addresses { get; }

    /// <summary>SRV, TXT and the addresses: ours alone, and probed for.</summary>
    public IReadOnlyList<DnsRecord> Unique { get; }

    /// <summary>What says which types our names do not have (RFC 6762, section 6.1).</summary>
    public IReadOnlyList<DnsRecord> Negative { get; }

    public IEnumerable<DnsRecord> All => Pointers.Concat(Unique);

    /// <summary>The records that answer a question; of a name of ours without that type, the one that says so.</summary>
    public IEnumerable<DnsRecord> Answer(DnsQuestion question)
    {
        var found = All.Where(record => record.Name.Equals(question.Name) && (question.Type == DnsType.Any || question.Type == record.Type)).ToList();
        return found.Count > 0 ? found : Negative.Where(record => record.Name.Equals(question.Name));
    }

    /// <summary>What a receiver of these answers will ask for next (RFC 6763, section 12).</summary>
    public IEnumerable<DnsRecord> AdditionalsOf(IReadOnlyCollection<DnsRecord> answers)
    {
        IEnumerable<DnsRecord> more = answers.Any(record => record.Type == DnsType.Ptr && record.Name.Equals(Type)) ? [.. Unique, _hostNsec]
            : answers.Any(record => record.Type is DnsType.Srv or DnsType.A or DnsType.Aaaa) ? [.. Addresses, _hostNsec]
            : [];
        return more.Where(record => !answers.Any(record.IsSameAs));
    }

    // RFC 4034, section 4.1: the name itself as the next one, then window 0 of the type bitmap.
    private static DnsRecord Nsec(DnsName name, DnsType[] types)
    {
        var bitmap = new byte[types.Length == 0 ? 1 : ((int)types[^1] >> 3) + 1];
        foreach (var type in types)
        {
            bitmap[(int)type >> 3] |= (byte)(0x80 >> ((int)type & 7));
        }

        return new DnsRecord(name, DnsType.Nsec, HostTtl, true, [.. name.Wire, 0, (byte)bitmap.Length, .. bitmap]);
    }
}
