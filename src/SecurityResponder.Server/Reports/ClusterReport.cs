using SecurityResponder.Releases;

namespace SecurityResponder.Server.Reports;

/// <summary>A report as received. Its ids are still readable; the store hashes them before it writes anything.</summary>
/// <param name="version">The version that the cluster runs.</param>
/// <param name="values">A value for each of <see cref="ReportColumn.All"/>, in that order.</param>
internal sealed class ClusterReport(ReleaseVersion version, object?[] values)
{
    /// <summary>The version that the cluster runs.</summary>
    public ReleaseVersion Version => version;

    /// <summary>The value of a column: a string, a <see cref="long"/>, a <see cref="bool"/>, or null for "unknown" or "not
    /// shared".</summary>
    public object? this[ReportColumn column] => values[column.Ordinal];
}
