using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace SeeIt.Discovery.Avahi;

/// <summary>AvahiClientState of avahi-client/client.h.</summary>
internal enum AvahiClientState
{
    Registering = 1,
    Running = 2,
    Collision = 3,
    Failure = 100,
    Connecting = 101,
}

/// <summary>AvahiEntryGroupState of avahi-common/defs.h.</summary>
internal enum AvahiGroupState
{
    Uncommitted,
    Registering,
    Established,
    Collision,
    Failure,
}

/// <summary>The part of libavahi-client and libavahi-common that publishing needs. Every call but start, stop and the poll's own needs the poll's lock, or runs in a callback, which holds it.</summary>
internal static unsafe partial class AvahiNative
{
    public const int AnyInterface = -1;
    public const int AnyProtocol = -1;

    /// <summary>AVAHI_ERR_COLLISION of avahi-common/error.h.</summary>
    public const int ErrorCollision = -8;

    private const string Client = "libavahi-client.so.3";
    private const string Common = "libavahi-common.so.3";

    [LibraryImport(Common, EntryPoint = "avahi_threaded_poll_new")]
    public static partial nint ThreadedPollNew();

    [LibraryImport(Common, EntryPoint = "avahi_threaded_poll_get")]
    public static partial nint ThreadedPollGet(nint poll);

    [LibraryImport(Common, EntryPoint = "avahi_threaded_poll_start")]
    public static partial int ThreadedPollStart(nint poll);

    [LibraryImport(Common, EntryPoint = "avahi_threaded_poll_stop")]
    public static partial int ThreadedPollStop(nint poll);

    [LibraryImport(Common, EntryPoint = "avahi_threaded_poll_free")]
    public static partial void ThreadedPollFree(nint poll);

    [LibraryImport(Common, EntryPoint = "avahi_threaded_poll_lock")]
    public static partial void ThreadedPollLock(nint poll);

    [LibraryImport(Common, EntryPoint = "avahi_threaded_poll_unlock")]
    public static partial void ThreadedPollUnlock(nint poll);

    [LibraryImport(Common, EntryPoint = "avahi_strerror")]
    public static partial byte* StrError(int error);

    [LibraryImport(Common, EntryPoint = "avahi_string_list_add_arbitrary")]
    public static partial nint StringListAdd(nint list, byte* text, nuint length);

    [LibraryImport(Common, EntryPoint = "avahi_string_list_free")]
    public static partial void StringListFree(nint list);

    [LibraryImport(Client, EntryPoint = "avahi_client_new")]
    public static partial nint ClientNew(nint poll, int flags, delegate* unmanaged<nint, AvahiClientState, nint, void> callback, nint context, out int error);

    [LibraryImport(Client, EntryPoint = "avahi_client_free")]
    public static partial void ClientFree(nint client);

    [LibraryImport(Client, EntryPoint = "avahi_client_errno")]
    public static partial int ClientErrno(nint client);

    [LibraryImport(Client, EntryPoint = "avahi_entry_group_new")]
    public static partial nint GroupNew(nint client, delegate* unmanaged<nint, AvahiGroupState, nint, void> callback, nint context);

    [LibraryImport(Client, EntryPoint = "avahi_entry_group_commit")]
    public static partial int GroupCommit(nint group);

    [LibraryImport(Client, EntryPoint = "avahi_entry_group_reset")]
    public static partial int GroupReset(nint group);

    [LibraryImport(Client, EntryPoint = "avahi_entry_group_add_service_strlst", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GroupAddService(nint group, int link, int protocol, int flags, string name, string type, string? domain, string? host, ushort port, nint text);

    [LibraryImport(Client, EntryPoint = "avahi_entry_group_update_service_txt_strlst", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GroupUpdateText(nint group, int link, int protocol, int flags, string name, string type, string? domain, nint text);

    public static string Describe(int error) => Utf8StringMarshaller.ConvertToManaged(StrError(error)) ?? $"error {error}";
}
