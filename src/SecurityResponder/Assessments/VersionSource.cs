namespace SecurityResponder.Assessments;

/// <summary>Where the version of a component was read.</summary>
public enum VersionSource
{
    /// <summary>The component list of a release in the feed.</summary>
    ReleaseList,

    /// <summary>The API server's <c>/version</c>.</summary>
    ApiServer,

    /// <summary>The kubelet's version on the nodes.</summary>
    Kubelet,

    /// <summary>The container runtime's version on the nodes.</summary>
    ContainerRuntime,

    /// <summary>The tag of the image that runs.</summary>
    Image,
}
