namespace SecurityResponder.Protocol;

/// <summary>How much a report tells.</summary>
public enum ReportMode
{
    /// <summary>Everything in <see cref="ReportField.All"/>.</summary>
    Recommended,

    /// <summary>No counts, no sizes, nothing of Rancher's installation.</summary>
    Minimal,
}
