namespace SecurityResponder.Protocol;

/// <summary>What a report contains.</summary>
public enum ReportMode
{
    /// <summary>Everything in <see cref="ReportField.All"/>.</summary>
    Recommended,

    /// <summary>No counts of nodes and GPU nodes, no CPU and memory, no version and no installation id of Rancher.</summary>
    Minimal,
}
