using SeeIt.Relay.Datagrams;

namespace SeeIt.Relay.Tests.Datagrams;

public sealed class DatagramBatchTests
{
    /// <summary>recvmsg(2): four pointers, two lengths of a pointer's size or padded to it, the flags and the length, likewise.</summary>
    [Fact]
    public void The_kernels_structure_has_the_size_that_it_has_on_this_machine() =>
        Assert.Equal(8 * IntPtr.Size, DatagramBatch.MessageSize);
}
