using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;

namespace SeeIt.Discovery.Avahi;

/// <summary>
/// Publishes through a running avahi-daemon. Avahi's own thread calls back with the poll's lock held; every other call
/// takes that lock. When the daemon goes, <see cref="Lost"/> ends, and a new announcer has to be made.
/// </summary>
internal sealed unsafe partial class AvahiAnnouncer : IAnnouncer
{
    private const string Type = "_seeit._tcp";
    private const int MaxRenames = 100;

    private readonly ServiceAnnouncement _announcement;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly nint _poll;
    private GCHandle _self;
    private nint _client;
    private nint _group;
    private IReadOnlyList<KeyValuePair<string, string>> _text;
    private int _number = 1;
    private bool _isDisposed;

    private AvahiAnnouncer(ServiceAnnouncement announcement, IReadOnlyList<KeyValuePair<string, string>> text, ILogger logger)
    {
        (_announcement, _text, _logger) = (announcement, text, logger);
        _poll = AvahiNative.ThreadedPollNew();
        _self = GCHandle.Alloc(this);
    }

    /// <summary>Ends with the reason when the daemon can no longer be used.</summary>
    public Task<string> Lost => _lost.Task;

    public string InstanceName => ServiceNames.Numbered(_announcement.InstanceName, Volatile.Read(ref _number));

    /// <summary>Null when the daemon cannot be used; then nothing is left behind.</summary>
    /// <exception cref="DllNotFoundException">libavahi-client is not installed.</exception>
    public static AvahiAnnouncer? TryStart(ServiceAnnouncement announcement, IReadOnlyList<KeyValuePair<string, string>> text, ILogger logger)
    {
        var announcer = new AvahiAnnouncer(announcement, text, logger);
        if (announcer.Start())
        {
            return announcer;
        }

        announcer.Free();
        return null;
    }

    public void UpdateText(IReadOnlyList<KeyValuePair<string, string>> text)
    {
        AvahiNative.ThreadedPollLock(_poll);
        try
        {
            _text = text;
            if (_group != 0 && !_lost.Task.IsCompleted)
            {
                var list = ToStringList(text);
                Check(AvahiNative.GroupUpdateText(_group, AvahiNative.AnyInterface, AvahiNative.AnyProtocol, 0, InstanceName, Type, null, list));
                AvahiNative.StringListFree(list);
            }
        }
        finally
        {
            AvahiNative.ThreadedPollUnlock(_poll);
        }
    }

    /// <summary>The daemon says goodbye for a client that leaves.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _ = AvahiNative.ThreadedPollStop(_poll);
            Free();
        }

        return ValueTask.CompletedTask;
    }

    private bool Start()
    {
        _client = AvahiNative.ClientNew(AvahiNative.ThreadedPollGet(_poll), 0, &OnClient, GCHandle.ToIntPtr(_self), out var error);
        if (_client == 0)
        {
            var reason = AvahiNative.Describe(error);
            LogUnusable(reason);
            return false;
        }

        return AvahiNative.ThreadedPollStart(_poll) == 0;
    }

    private void Free()
    {
        if (_client != 0)
        {
            AvahiNative.ClientFree(_client);
        }

        AvahiNative.ThreadedPollFree(_poll);
        _self.Free();
    }

    [UnmanagedCallersOnly]
    private static void OnClient(nint client, AvahiClientState state, nint context) =>
        Guarded(context, announcer => announcer.OnClient(client, state));

    [UnmanagedCallersOnly]
    private static void OnGroup(nint group, AvahiGroupState state, nint context) =>
        Guarded(context, announcer => announcer.OnGroup(group, state));

    /// <summary>No exception may cross into native code.</summary>
    private static void Guarded(nint context, Action<AvahiAnnouncer> action)
    {
        var announcer = (AvahiAnnouncer)GCHandle.FromIntPtr(context).Target!;
        try
        {
            action(announcer);
        }
        catch (Exception exception)
        {
            announcer._lost.TrySetResult(exception.Message);
        }
    }

    // The first call comes from inside avahi_client_new, before its result is stored.
    private void OnClient(nint client, AvahiClientState state)
    {
        _client = client;
        switch (state)
        {
            case AvahiClientState.Running:
                Register();
                break;
            case AvahiClientState.Registering or AvahiClientState.Collision when _group != 0:
                // The machine's name changes: registered again once the daemon runs under the new one.
                _ = AvahiNative.GroupReset(_group);
                break;
            case AvahiClientState.Failure:
                _lost.TrySetResult(AvahiNative.Describe(AvahiNative.ClientErrno(client)));
                break;
        }
    }

    private void OnGroup(nint group, AvahiGroupState state)
    {
        _group = group;
        switch (state)
        {
            case AvahiGroupState.Established:
                LogEstablished(InstanceName);
                break;
            case AvahiGroupState.Collision:
                Rename();
                Register();
                break;
            case AvahiGroupState.Failure:
                _lost.TrySetResult(AvahiNative.Describe(AvahiNative.ClientErrno(_client)));
                break;
        }
    }

    private void Register()
    {
        if (_group == 0)
        {
            _group = AvahiNative.GroupNew(_client, &OnGroup, GCHandle.ToIntPtr(_self));
        }

        Check(AvahiNative.GroupReset(_group));
        var list = ToStringList(_text);
        int error;
        while ((error = AvahiNative.GroupAddService(
            _group, AvahiNative.AnyInterface, AvahiNative.AnyProtocol, 0, InstanceName, Type, null, null, (ushort)_announcement.Port, list)) == AvahiNative.ErrorCollision
            && _number < MaxRenames)
        {
            // Another program on this machine holds the name.
            Rename();
        }

        AvahiNative.StringListFree(list);
        Check(error);
        Check(AvahiNative.GroupCommit(_group));
    }

    private void Rename()
    {
        var old = InstanceName;
        _number++;
        LogRenamed(old, InstanceName);
    }

    private void Check(int error)
    {
        if (error < 0)
        {
            _lost.TrySetResult(AvahiNative.Describe(error));
        }
    }

    // avahi_string_list_add puts each string in front of those before it.
    private static nint ToStringList(IReadOnlyList<KeyValuePair<string, string>> text)
    {
        nint list = 0;
        foreach (var (key, value) in text.Reverse())
        {
            var item = Encoding.UTF8.GetBytes($"{key}={value}");
            fixed (byte* bytes = item)
            {
                list = AvahiNative.StringListAdd(list, bytes, (nuint)item.Length);
            }
        }

        return list;
    }

    [LoggerMessage(705, LogLevel.Warning, "avahi-daemon runs, but cannot be used over D-Bus: {Reason}")]
    private partial void LogUnusable(string reason);

    [LoggerMessage(706, LogLevel.Information, "Announcing '{Instance}' through Avahi")]
    private partial void LogEstablished(string instance);

    [LoggerMessage(707, LogLevel.Warning, "'{Name}' is taken on the LAN: now '{Other}'")]
    private partial void LogRenamed(string name, string other);
}
