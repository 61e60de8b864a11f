namespace SeeIt.TestKit;

/// <summary>What an HDHomeRun says that it is, in discover.json.</summary>
/// <param name="FriendlyName">For people.</param>
/// <param name="ModelNumber">The part's.</param>
/// <param name="FirmwareName">It ends with what the tuners receive.</param>
public sealed record HdHomeRunModel(string FriendlyName, string ModelNumber, string FirmwareName)
{
    public static HdHomeRunModel Atsc { get; } = new("HDHomeRun CONNECT", "HDHR4-2US", "hdhomerun4_atsc");

    public static HdHomeRunModel DvbT { get; } = new("HDHomeRun CONNECT QUATRO", "HDHR5-4DT", "hdhomerun5_dvbt");

    public static HdHomeRunModel DvbC { get; } = new("HDHomeRun EXPAND", "HDHR3-4DC", "hdhomerun3_dvbc");
}
