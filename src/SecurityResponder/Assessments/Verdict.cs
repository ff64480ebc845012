namespace SecurityResponder.Assessments;

/// <summary>What can be said of an advisory and a release.</summary>
internal enum Verdict
{
    /// <summary>It does not affect the release on this cluster.</summary>
    NotAffected,

    /// <summary>The feed does not say which version of the component the release bundles.</summary>
    Undecided,

    /// <summary>It does.</summary>
    Affected,
}
