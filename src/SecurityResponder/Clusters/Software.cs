namespace SecurityResponder.Clusters;

/// <summary>A program that runs in the cluster.</summary>
/// <param name="Name">The public short name, e.g. <c>cilium</c>.</param>
/// <param name="Version">The image tag, e.g. <c>v1.19.6</c>; null without a tag.</param>
public sealed record Software(string Name, string? Version)
{
    /// <summary>There is none, as opposed to null for "unknown".</summary>
    public static Software None { get; } = new("none", null);
}
