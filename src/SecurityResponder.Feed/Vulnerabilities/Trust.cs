namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>Whose version ranges are used, most trusted first.</summary>
internal enum Trust
{
    /// <summary>The curation file of this project.</summary>
    Curation,

    /// <summary>The Go vulnerability database, whose custom ranges replace ranges that Go versions cannot express.</summary>
    Go,

    /// <summary>Kubernetes' official CVE feed.</summary>
    Kubernetes,

    /// <summary>GitHub's advisories.</summary>
    GitHub,

    /// <summary>The CVE record.</summary>
    CveRecord,

    /// <summary>Another OSV database.</summary>
    Other,
}

/// <summary>Names of the origins of ranges.</summary>
internal static class TrustNames
{
    /// <summary>E.g. <c>Go vulnerability database</c>.</summary>
    public static string Name(this Trust trust) => trust switch
    {
        Trust.Curation => "curation",
        Trust.Go => "Go vulnerability database",
        Trust.Kubernetes => "Kubernetes CVE feed",
        Trust.GitHub => "GitHub advisory database",
        Trust.CveRecord => "CVE record",
        _ => "OSV",
    };
}
