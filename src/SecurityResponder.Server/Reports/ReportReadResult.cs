using System.Collections.Immutable;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Reports;

/// <summary>A report as it came, ids still readable: they are hashed before anything is written.</summary>
/// <param name="Version">The version that the cluster runs.</param>
/// <param name="Values">A string, a <see cref="long"/>, a <see cref="bool"/> or null for each of <see cref="ReportColumn.All"/>.</param>
internal sealed record ClusterReport(ReleaseVersion Version, ImmutableArray<object?> Values);

/// <summary>How reading a report ended.</summary>
internal abstract record ReportReadResult
{
    /// <summary>It is one.</summary>
    /// <param name="Report">What it says.</param>
    /// <param name="UnknownKeys">How many keys nobody knows; they are dropped.</param>
    public sealed record Readable(ClusterReport Report, int UnknownKeys) : ReportReadResult;

    /// <summary>It is one, and a request schema says not to keep it: it is answered all the same.</summary>
    /// <param name="Version">The version that the cluster runs.</param>
    public sealed record NotToBeKept(ReleaseVersion Version) : ReportReadResult;

    /// <summary>It is no JSON, or a value has the wrong type: 400.</summary>
    /// <param name="Field">Where, e.g. <c>extraFieldInfo.serverNodeCount</c>; <c>$</c> for the whole.</param>
    /// <param name="Expected">What belongs there.</param>
    public sealed record Malformed(string Field, string Expected) : ReportReadResult;

    /// <summary>A value of the right type is not one that the field can have: 422.</summary>
    /// <param name="Field">Where.</param>
    /// <param name="Expected">What belongs there.</param>
    public sealed record OutOfSchema(string Field, string Expected) : ReportReadResult;
}
