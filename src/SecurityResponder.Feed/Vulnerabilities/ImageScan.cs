using SecurityResponder.Components;

namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>What a scanner found in a container image. An image without findings was scanned; an image that is not
/// listed was not.</summary>
/// <param name="Image">The image, e.g. <c>rancher/hardened-coredns:v1.14.6-build20260701</c>.</param>
/// <param name="File">The report.</param>
/// <param name="Findings">The vulnerable packages; empty when none was found.</param>
internal sealed record ImageScan(string Image, string File, IReadOnlyList<ScanFinding> Findings)
{
    /// <summary>The component that runs from the image; null for other images.</summary>
    public Component? Component => Component.OfImage(ImageReference.Repository(Image));
}

/// <summary>A vulnerable package in an image.</summary>
/// <param name="Id">The vulnerability, e.g. <c>CVE-2026-53488</c>.</param>
/// <param name="Package">The package, e.g. <c>github.com/containerd/containerd/v2</c>.</param>
/// <param name="Version">Its version; null when it is unknown. For the program of the image itself, that of the image's tag.</param>
internal sealed record ScanFinding(string Id, string Package, string? Version)
{
    /// <summary>The component whose module the package is; null for other packages. Not Go.</summary>
    public Component? Component => Component.OfModule(WithoutMajor(Package)) is { } found && found != Component.Go ? found : null;

    // https://go.dev/ref/mod#major-version-suffixes
    private static string WithoutMajor(string module)
    {
        var slash = module.LastIndexOf('/');
        return slash > 0 && module.AsSpan(slash + 1) is ['v', .. { Length: > 0 } number] && !number.ContainsAnyExceptInRange('0', '9')
            ? module[..slash] : module;
    }
}
