using System.Text;
using SecurityResponder.Feeds;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>Small feeds as JSON.</summary>
internal static class FeedText
{
    /// <summary>A release that bundles containerd of a version.</summary>
    /// <param name="name">E.g. <c>v1.34.9+rke2r1</c>.</param>
    /// <param name="containerd">The version of containerd.</param>
    /// <param name="more">Further fields, each after a comma.</param>
    public static string Release(string name, string containerd = "v2.1.5-k3s1", string more = "") =>
        $$$"""
        { "name": "{{{name}}}", "extraInfo": { "releaseNotesURL": "https://notes.example/{{{name[..7]}}}" },
          "components": { "containerd": "{{{containerd}}}" }{{{more}}} }
        """;

    /// <summary>A CVE of a component that is fixed in a version.</summary>
    /// <param name="id">E.g. <c>CVE-2026-0001</c>.</param>
    /// <param name="fixedIn">The version with the fix.</param>
    /// <param name="severity">GitHub's name; empty for unrated.</param>
    /// <param name="more">Further fields of <c>database_specific</c>, each after a comma.</param>
    /// <param name="component">The component. The releases list only containerd, so a CVE of another one is undecided.</param>
    public static string Flaw(string id, string fixedIn, string severity = "HIGH", string more = "", string component = "containerd") =>
        $$"""
        { "id": "{{id}}", "published": "2026-07-01T00:00:00Z", "affected": [ { "package": { "name": "{{component}}" },
          "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" }, { "fixed": "{{fixedIn}}" } ] } ] } ],
          "database_specific": { "severity": "{{severity}}"{{more}} } }
        """;

    /// <summary>An answer of releases and advisories.</summary>
    public static string Answer(IEnumerable<string> releases, IEnumerable<string> advisories, string more = "") =>
        $"{{ \"versions\": [{string.Join(',', releases)}], \"advisories\": [{string.Join(',', advisories)}]{more} }}";

    /// <summary>The feed of an answer.</summary>
    public static Feed Parse(string answer)
    {
        var read = Assert.IsType<AnswerReadResult.Readable>(AnswerReader.Read(Encoding.UTF8.GetBytes(answer)));
        return Feed.FromAnswer(read.Answer);
    }
}
