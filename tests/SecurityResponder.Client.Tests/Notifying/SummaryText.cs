namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>Answers with releases and advisories.</summary>
internal static class SummaryText
{
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

    /// <summary>An answer of releases and, unless null, advisories.</summary>
    public static string Answer(IEnumerable<string> releases, IEnumerable<string>? advisories = null, string more = "")
    {
        var list = advisories is null ? "" : $", \"advisories\": [{string.Join(',', advisories)}]";
        return $"{{ \"versions\": [{string.Join(',', releases)}]{list}{more} }}";
    }
}
