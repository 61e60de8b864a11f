using CsCheck;
using SeeIt.Relay.Tests.Support;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Ts;

public sealed class TsFramerTests
{
    [Fact]
    public void Random_bytes_always_make_progress() =>
        Gen.Byte.Array[0, 2000].Sample(bytes =>
        {
            var rest = bytes.AsSpan();
            while (rest.Length >= TsPacket.Size)
            {
                var run = TsFramer.RunLength(rest);
                var step = run > 0 ? run : TsFramer.RubbishLength(rest);
                Assert.InRange(step, 1, rest.Length);
                rest = rest[step..];
            }
        });

    [Fact]
    public void Rubbish_before_packets_is_measured() =>
        Gen.Byte.Where(value => value != TsPacket.Sync).Array[0, 400].Sample(rubbish =>
            Assert.Equal(rubbish.Length, TsFramer.RubbishLength([.. rubbish, .. new TsMaker().Groups(1)])));
}
