using SecurityResponder.Releases;

namespace SecurityResponder.Server.Reports;

/// <summary>How reading a report ended.</summary>
internal abstract record ReportReadResult
{
    /// <summary>The report can be stored.</summary>
    /// <param name="Report">The report.</param>
    /// <param name="Unknown">The unknown keys, which are dropped; null for none.</param>
    public sealed record Readable(ClusterReport Report, UnknownKeys? Unknown) : ReportReadResult;

    /// <summary>The report names no version of RKE2 or Kubernetes, as one that a person sends by hand: it is answered and not
    /// stored.</summary>
    public sealed record WithoutVersion : ReportReadResult
    {
        /// <summary>The only instance.</summary>
        public static WithoutVersion Instance { get; } = new();

        private WithoutVersion() { }
    }

    /// <summary>The request schema excludes the report: it is answered and not stored.</summary>
    /// <param name="Version">The version that the cluster runs.</param>
    public sealed record Excluded(ReleaseVersion Version) : ReportReadResult;

    /// <summary>The body is not JSON, or a value has the wrong type: 400.</summary>
    /// <param name="Field">The path of the field, e.g. <c>extraFieldInfo.serverNodeCount</c>; <c>$</c> for the whole body.</param>
    /// <param name="Expected">The expected value.</param>
    public sealed record Malformed(string Field, string Expected) : ReportReadResult;

    /// <summary>A value has the right type but is not allowed for its field: 422.</summary>
    /// <param name="Field">The path of the field.</param>
    /// <param name="Expected">The expected value.</param>
    public sealed record InvalidValue(string Field, string Expected) : ReportReadResult;
}
