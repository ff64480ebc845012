namespace SecurityResponder.Assessments;

/// <summary>Whether an advisory affects a release on a cluster, in ascending order.</summary>
internal enum Decision
{
    /// <summary>The release is not affected.</summary>
    NotAffected,

    /// <summary>The feed does not say which version of the component the release bundles.</summary>
    Undecided,

    /// <summary>The release is affected.</summary>
    Affected,
}
