namespace SecurityResponder.Assessments;

/// <summary>What to do with a cluster.</summary>
/// <param name="Target">The release to upgrade to, with its path; null to stay.</param>
/// <param name="Interim">A patch of the current minor to take first, because it fixes something urgent; null for none.</param>
/// <param name="Nodes">Nodes to bring to the API server's release first; null when all run it.</param>
/// <param name="Reason">Why no release is recommended, or why the target is not in a supported minor; null otherwise.</param>
public sealed record Recommendation(Upgrade? Target, Upgrade? Interim, NodeUpgrade? Nodes, NoUpgradeReason? Reason);

/// <summary>Nodes that run older releases than the API server: an upgrade that is half finished.</summary>
/// <param name="Release">The API server's release.</param>
/// <param name="Count">Number of these nodes.</param>
/// <param name="Oldest">The oldest kubelet's version.</param>
/// <param name="Fixes">Findings that concern only these nodes.</param>
public sealed record NodeUpgrade(string Release, int Count, string Oldest, IReadOnlyList<Finding> Fixes);
