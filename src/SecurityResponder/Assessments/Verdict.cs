using SecurityResponder.Components;

namespace SecurityResponder.Assessments;

/// <summary>Whether an advisory affects a cluster or a release, in ascending order.</summary>
internal enum Decision
{
    /// <summary>It is not affected.</summary>
    NotAffected,

    /// <summary>A fact is missing.</summary>
    Undecided,

    /// <summary>It is affected.</summary>
    Affected,
}

/// <summary>The decision about an advisory, with its grounds.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Affected">The affected uses of components.</param>
/// <param name="Missing">The facts that are missing.</param>
internal sealed record Verdict(Decision Decision, IReadOnlyList<ComponentUse> Affected, IReadOnlyList<MissingFact> Missing)
{
    /// <summary>Nothing is affected, and nothing is missing.</summary>
    public static Verdict NotAffected { get; } = new(Decision.NotAffected, [], []);

    /// <summary>Whether the VEX status of all affected uses is "under investigation".</summary>
    public bool IsUnderInvestigation { get; init; }
}

/// <summary>A fact without which an advisory cannot be decided.</summary>
/// <param name="Component">The component that it is about.</param>
/// <param name="Text">E.g. <c>the feed does not list the version of traefik in v1.32.10+rke2r1</c>.</param>
/// <param name="Nodes">Number of nodes that it is about; null when it is not about nodes.</param>
public sealed record MissingFact(Component Component, string Text, int? Nodes = null);
