namespace SeeIt.Discovery.Multicast;

/// <summary>
/// Where the responder is on one link (RFC 6762, section 8):
/// <code>
/// Waiting ──0-250 ms──▶ Probing ──3 probes──▶ Announcing ──2 announcements──▶ Established
///    ▲  ▲                  │ a rival sorts later: 1 s                             │
///    │  └──────────────────┘                                                     │
///    └───────────────── a conflict, or new records ──────────────────────────────┘
/// any ──stop──▶ Stopped
/// </code>
/// </summary>
internal enum LinkState
{
    Waiting,
    Probing,
    Announcing,
    Established,
    Stopped,
}
