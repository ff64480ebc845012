using SecurityResponder.Clusters;

namespace SecurityResponder.Protocol;

/// <summary>The input of a report.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Mode">What the report contains.</param>
/// <param name="IsDevelopment">Whether this is a development build, or <c>SECURITY_RESPONDER_DEV=true</c>.</param>
public sealed record ReportInput(Cluster Cluster, ReportMode Mode, bool IsDevelopment);
