using System.Globalization;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>The support state as text in the report, in events and in alerts.</summary>
internal static class SupportText
{
    /// <summary>E.g. <c>supported until 2027-03-01</c>.</summary>
    public static string Of(Support support) => support switch
    {
        Support.Supported => $"supported until {LastDay(support)}",
        Support.EndOfLife => $"out of support since {LastDay(support)}",
        _ => "support unknown",
    };

    /// <summary>The last day of support, e.g. <c>2027-03-01</c>; null when unknown.</summary>
    public static string? LastDay(Support support) => support switch
    {
        Support.Supported supported => Text(supported.Until),
        Support.EndOfLife ended => Text(ended.On),
        _ => null,
    };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
