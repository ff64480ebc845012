using System.Text;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Notifying;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>Summaries of a cluster with Canal for given answers.</summary>
internal static class SummaryText
{
    /// <summary>The summary for a version, by an answer of releases and, unless null, advisories, each a JSON object.</summary>
    public static string Of(string version, IEnumerable<string> releases, IEnumerable<string>? advisories = null, string more = "") =>
        Summary.Of(Assessment.Of(Cluster(version), Feed(releases, advisories, more), new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero)));

    /// <summary>A release that bundles containerd of a version.</summary>
    public static string Release(string name, string containerd = "v2.1.5-k3s1") =>
        $$$"""
        { "name": "{{{name}}}", "extraInfo": { "releaseNotesURL": "https://notes.example/{{{name[..7]}}}" },
          "components": { "containerd": "{{{containerd}}}" } }
        """;

    /// <summary>A CVE of containerd that is fixed in a version.</summary>
    public static string Flaw(string id, string fixedIn, string severity = "HIGH", string more = "") =>
        $$"""
        { "id": "{{id}}", "affected": [ { "package": { "name": "containerd" },
          "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" }, { "fixed": "{{fixedIn}}" } ] } ] } ],
          "database_specific": { "severity": "{{severity}}"{{more}} } }
        """;

    private static Cluster Cluster(string version) =>
        new()
        {
            Version = version,
            Id = "53741f60-f208-48fc-ae81-8a969510a598",
            Cni = new Software("canal", null),
            Ingress = new Software("rke2-ingress-nginx", null),
        };

    /// <summary>An answer of releases and, unless null, advisories.</summary>
    public static string Answer(IEnumerable<string> releases, IEnumerable<string>? advisories = null, string more = "")
    {
        var list = advisories is null ? "" : $", \"advisories\": [{string.Join(',', advisories)}]";
        return $"{{ \"versions\": [{string.Join(',', releases)}]{list}{more} }}";
    }

    private static Feed Feed(IEnumerable<string> releases, IEnumerable<string>? advisories, string more)
    {
        var read = Assert.IsType<AnswerReadResult.Readable>(AnswerReader.Read(Encoding.UTF8.GetBytes(Answer(releases, advisories, more))));
        return SecurityResponder.Feeds.Feed.FromAnswer(read.Answer);
    }
}
