using System.Text;

namespace SeeIt.Discovery;

/// <summary>What is announced on the LAN: one instance of <c>_seeit._tcp</c>.</summary>
public sealed record ServiceAnnouncement
{
    /// <param name="instanceName">What people see, such as the TV's name: 1 to 63 bytes of UTF-8.</param>
    /// <param name="hostLabel">The host that our own responder answers for, <c>seeit-&lt;id&gt;</c>: 1 to 60 letters, digits and hyphens. Never the machine's host name. Avahi uses the machine's instead.</param>
    /// <param name="port">TCP port, 1 to 65,535.</param>
    /// <param name="text">TXT keys and values.</param>
    /// <exception cref="ArgumentException">One of them is out of its range; the message names it.</exception>
    public ServiceAnnouncement(string instanceName, string hostLabel, int port, IReadOnlyList<KeyValuePair<string, string>> text)
    {
        ArgumentNullException.ThrowIfNull(instanceName);
        ArgumentNullException.ThrowIfNull(hostLabel);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        if (Encoding.UTF8.GetByteCount(instanceName) is < 1 or > 63)
        {
            throw new ArgumentException($"The instance name '{instanceName}' has not 1 to 63 bytes.", nameof(instanceName));
        }

        if (hostLabel.Length is < 1 or > 60 || !hostLabel.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new ArgumentException($"The host label '{hostLabel}' is not 1 to 60 letters, digits and hyphens.", nameof(hostLabel));
        }

        (InstanceName, HostLabel, Port, Text) = (instanceName, hostLabel, port, text);
        ServiceText.Check(text);
    }

    public string InstanceName { get; }

    public string HostLabel { get; }

    public int Port { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Text { get; }
}
