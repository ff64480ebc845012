namespace SecurityResponder.Protocol;

/// <summary>What a report contains.</summary>
public enum ReportMode
{
    /// <summary>Everything in <see cref="ReportField.All"/>.</summary>
    Recommended,

    /// <summary>No counts, no sizes, nothing about the Rancher installation.</summary>
    Minimal,
}
