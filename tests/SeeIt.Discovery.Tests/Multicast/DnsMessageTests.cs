using CsCheck;
using SeeIt.Discovery.Multicast.Dns;

namespace SeeIt.Discovery.Tests.Multicast;

public sealed class DnsMessageTests
{
    private static readonly Gen<DnsName> Names =
        Gen.String[Gen.Char["abcXYZ019-_ é"], 1, 20].Array[0, 5].Select(labels => DnsName.Of(labels));

    private static readonly Gen<DnsRecord> Records =
        Gen.Select(Names, Gen.Int[0, 3].Select(index => index switch { 0 => DnsType.A, 1 => DnsType.Txt, 2 => DnsType.Ptr, _ => DnsType.Srv }), Gen.UInt, Gen.Bool, Names, Gen.Byte.Array[0, 40])
            .Select((name, type, ttl, unique, target, bytes) => new DnsRecord(name, type, ttl, unique, type switch
            {
                DnsType.Ptr => target.Wire.ToArray(),
                DnsType.Srv => [0, 0, 0, 0, 31, 144, .. target.Wire],
                _ => bytes,
            }));

    private static readonly Gen<DnsMessage> Messages =
        Gen.Select(Gen.UShort, Gen.Bool, Gen.Byte[0, 15], Gen.Select(Names, Gen.Bool).Array[0, 3], Records.Array[0, 4], Records.Array[0, 4], Records.Array[0, 4])
            .Select((id, flag, opcode, questions, answers, authorities, additionals) => new DnsMessage
            {
                Id = id,
                IsResponse = flag,
                IsAuthoritative = !flag,
                IsTruncated = flag,
                Opcode = opcode,
                Questions = [.. questions.Select(question => new DnsQuestion(question.Item1, DnsType.Any, question.Item2))],
                Answers = answers,
                Authorities = authorities,
                Additionals = additionals,
            });

    [Fact]
    public void What_was_written_reads_the_same() => Messages.Sample(message =>
    {
        var read = DnsMessage.Parse(message.Encode())!;
        Assert.Equal((message.Id, message.IsResponse, message.IsAuthoritative, message.IsTruncated, message.Opcode), (read.Id, read.IsResponse, read.IsAuthoritative, read.IsTruncated, read.Opcode));
        Assert.Equal(message.Questions, read.Questions);
        AssertSame(message.Answers, read.Answers);
        AssertSame(message.Authorities, read.Authorities);
        AssertSame(message.Additionals, read.Additionals);
    });

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 300].Sample(bytes => { DnsMessage.Parse(bytes); });

    [Fact]
    public void Damaged_and_truncated_packets_never_throw() =>
        Gen.Select(Messages, Gen.Select(Gen.Int[0, 2000], Gen.Byte).Array[0, 10], Gen.Int[0, 2000]).Sample((message, changes, length) =>
        {
            var packet = message.Encode();
            foreach (var (at, value) in changes)
            {
                packet[at % packet.Length] = value;
            }

            DnsMessage.Parse(packet.AsSpan(0, Math.Min(length, packet.Length)));
        });

    [Theory]
    [InlineData(new byte[] { 0xc0, 12 })]
    [InlineData(new byte[] { 0xc0, 14, 0xc0, 12 })]
    [InlineData(new byte[] { 1, 97, 0xc0, 12 })]
    [InlineData(new byte[] { 0xc0 })]
    [InlineData(new byte[] { 0x80, 1 })]
    [InlineData(new byte[] { 64, 1 })]
    public void Name_that_loops_or_is_malformed_is_refused(byte[] name) =>
        Assert.Null(DnsMessage.Parse([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name, 0, 255, 0, 1]));

    [Fact]
    public void Compressed_names_in_rdata_are_written_out()
    {
        var name = DnsName.Of("_seeit", "_tcp", "local");
        // The PTR's rdata is "a" and a pointer to the owner's name.
        byte[] packet = [0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0, .. name.Wire, 0, 12, 0, 1, 0, 0, 0, 120, 0, 4, 1, 97, 0xc0, 12];
        var record = Assert.Single(DnsMessage.Parse(packet)!.Answers);
        Assert.Equal(DnsName.Of("a", "_seeit", "_tcp", "local"), new DnsName(record.Data));
    }

    [Fact]
    public void Names_are_equal_without_regard_to_case()
    {
        Assert.Equal(DnsName.Of("_SeeIt", "_TCP", "local"), DnsName.Of("_seeit", "_tcp", "LOCAL"));
        Assert.Equal(DnsName.Of("Café").GetHashCode(), DnsName.Of("CAFé").GetHashCode());
        Assert.NotEqual(DnsName.Of("a", "b"), DnsName.Of("a", "c"));
    }

    private static void AssertSame(IReadOnlyList<DnsRecord> expected, IReadOnlyList<DnsRecord> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (left, right) in expected.Zip(actual))
        {
            Assert.True(left.IsSameAs(right));
            Assert.Equal((left.Ttl, left.IsUnique), (right.Ttl, right.IsUnique));
        }
    }
}
