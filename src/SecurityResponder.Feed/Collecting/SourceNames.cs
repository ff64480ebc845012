namespace SecurityResponder.Feed.Collecting;

/// <summary>A kind of source.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Url">Where it is published.</param>
/// <param name="License">Its license; null when there is none to name.</param>
internal sealed record SourceName(string Name, string Url, string? License);

/// <summary>The sources of a feed, as the feed names them.</summary>
internal static class SourceNames
{
    public static SourceName ReleaseNotes { get; } = new("RKE2 release notes", "https://github.com/rancher/rke2-docs", "Apache-2.0");

    public static SourceName Channels { get; } =
        new("RKE2 channels", "https://github.com/rancher/rke2/blob/master/channels.yaml", "Apache-2.0");

    public static SourceName Support { get; } =
        new("Kubernetes support schedule", "https://github.com/kubernetes/website/tree/main/data/releases", "CC-BY-4.0");

    public static SourceName Osv { get; } = new(
        "OSV: Go vulnerability database, GitHub advisories and Kubernetes CVE feed", "https://osv.dev", "CC-BY-4.0, Apache-2.0");

    public static SourceName CveRecords { get; } =
        new("CVE records", "https://github.com/CVEProject/cvelistV5", "CVE terms of use, CC0-1.0");

    public static SourceName Exploited { get; } = new(
        "CISA known exploited vulnerabilities", "https://www.cisa.gov/known-exploited-vulnerabilities-catalog", "CC0-1.0");

    public static SourceName Epss { get; } = new("FIRST EPSS", "https://www.first.org/epss/", null);

    public static SourceName Vex { get; } = new("Rancher VEX hub", "https://github.com/rancher/vexhub", "CC-BY-4.0");

    public static SourceName Trivy { get; } = new("Trivy reports", "https://trivy.dev", null);

    public static SourceName Curation { get; } = new(
        "Curation", "https://github.com/rancher/rke2-security-responder/blob/main/curation.yaml", "Apache-2.0");
}
