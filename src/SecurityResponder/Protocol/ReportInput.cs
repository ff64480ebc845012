using SecurityResponder.Clusters;

namespace SecurityResponder.Protocol;

/// <summary>What a report speaks of.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Mode">How much is told.</param>
/// <param name="IsDevelopment">Whether this is no release build, or <c>SECURITY_RESPONDER_DEV=true</c>.</param>
public sealed record ReportInput(Cluster Cluster, ReportMode Mode, bool IsDevelopment);
