using SecurityResponder.Releases;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>A state that clusters are filtered by.</summary>
/// <param name="Name">Its name in URLs, e.g. <c>exploited</c>.</param>
/// <param name="Title">Its name on the page.</param>
/// <param name="Matches">Whether a cluster is in this state.</param>
internal sealed record FleetState(string Name, string Title, Func<AssessmentSummary, bool> Matches)
{
    /// <summary>All states, in the order of the page.</summary>
    public static IReadOnlyList<FleetState> All { get; } =
    [
        new("exploited", "Known exploited CVE", summary => summary.Counts.Exploited > 0),
        new("urgent", "Exploited, critical or high CVE", summary => summary.Counts.HasUrgent),
        new("vulnerable", "Any CVE", summary => summary.Counts.Total > 0),
        new("undecided", "Undecided CVE", summary => summary.Undecided > 0),
        new("ended", "Past support", summary => summary.Support is Support.EndOfLife),
        new("withdrawn", "Withdrawn release", summary => summary.Release is { IsWithdrawn: true }),
        new("unlisted", "Release not in the feed", summary => summary.Release is null),
        new("upgrade", "Upgrade recommended", summary => summary.Upgrade is not null),
        new("healthy", "No upgrade needed", summary => summary.IsHealthy),
    ];

    /// <summary>The state with a name; null when there is none.</summary>
    public static FleetState? Find(string? name) => All.FirstOrDefault(state => state.Name == name);
}
