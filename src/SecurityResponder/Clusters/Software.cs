namespace SecurityResponder.Clusters;

/// <summary>A program that runs in the cluster.</summary>
/// <param name="Name">Its public short name, e.g. <c>cilium</c>.</param>
/// <param name="Version">Its image tag, e.g. <c>v1.19.6</c>; null when the reference carries none.</param>
public sealed record Software(string Name, string? Version)
{
    /// <summary>The answer "looked, and there is none", as opposed to null, "could not look".</summary>
    public static Software None { get; } = new("none", null);
}
