using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>A time in which the latest report of each day had the same version.</summary>
/// <param name="Version">The version.</param>
/// <param name="First">The first day with a report, UTC.</param>
/// <param name="Last">The last day with a report, UTC.</param>
/// <param name="Days">Number of days with a report, from 1.</param>
/// <param name="MinNodes">The smallest number of nodes; null when never shared.</param>
/// <param name="MaxNodes">The largest number of nodes; null when never shared.</param>
internal sealed record VersionPeriod(string Version, DateOnly First, DateOnly Last, int Days, long? MinNodes, long? MaxNodes)
{
    /// <summary>Number of days from the first to the last.</summary>
    public int AllDays => Last.DayNumber - First.DayNumber + 1;

    /// <summary>Combines days that follow each other with the same version.</summary>
    /// <param name="days">The days, latest first.</param>
    /// <returns>The periods, latest first.</returns>
    public static IReadOnlyList<VersionPeriod> Of(IEnumerable<ClusterDay> days)
    {
        var periods = new List<VersionPeriod>();
        foreach (var day in days)
        {
            if (periods is [.., var last] && last.Version == day.Version)
            {
                periods[^1] = last.With(day);
            }
            else
            {
                periods.Add(new VersionPeriod(day.Version, day.Day, day.Day, 1, day.Nodes, day.Nodes));
            }
        }

        return periods;
    }

    private VersionPeriod With(ClusterDay earlier) => this with
    {
        First = earlier.Day,
        Days = Days + 1,
        MinNodes = earlier.Nodes < MinNodes || MinNodes is null ? earlier.Nodes ?? MinNodes : MinNodes,
        MaxNodes = earlier.Nodes > MaxNodes || MaxNodes is null ? earlier.Nodes ?? MaxNodes : MaxNodes,
    };
}
