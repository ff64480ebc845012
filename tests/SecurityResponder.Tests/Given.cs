using System.Text;
using SecurityResponder.Assessments;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests;

/// <summary>What tests start from.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    public static Answer Answer(string json) =>
        AnswerReader.Read(Encoding.UTF8.GetBytes(json)) switch
        {
            AnswerReadResult.Readable readable => readable.Answer,
            AnswerReadResult.Unreadable unreadable => throw new InvalidOperationException(unreadable.Reason),
            _ => throw new InvalidOperationException(),
        };

    public static Feed Feed(string json) => SecurityResponder.Feeds.Feed.FromAnswer(Answer(json));

    /// <summary>A feed of releases given as JSON objects, and of advisories given as JSON objects.</summary>
    public static Feed Feed(IEnumerable<string> releases, IEnumerable<string> advisories) =>
        Feed($$"""{ "versions": [{{string.Join(',', releases)}}], "advisories": [{{string.Join(',', advisories)}}] }""");

    public static string Release(string name, string components = "", string min = "") =>
        $$"""
        { "name": "{{name}}", "releaseDate": "2026-08-04T20:09:56Z", "minUpgradableVersion": "{{min}}", "tags": [],
          "extraInfo": { "releaseNotesURL": "https://notes.example/{{name}}" }, "components": { {{components}} } }
        """;

    /// <summary>An advisory in OSV's words; <paramref name="events"/> such as <c>introduced 0, fixed 1.2.3</c>.</summary>
    public static string Advisory(string id, string component, string events, string severity = "HIGH", string extra = "") =>
        $$"""
        { "id": "{{id}}", "affected": [ { "package": { "name": "{{component}}" },
          "ranges": [ { "type": "SEMVER", "events": [ {{Events(events)}} ] } ] } ],
          "database_specific": { "severity": "{{severity}}" {{extra}} } }
        """;

    public static string Events(string events) =>
        string.Join(',', events.Split(", ").Select(e => e.Split(' ')).Select(e => $$"""{ "{{e[0]}}": "{{e[1]}}" }"""));

    public static Cluster Cluster(string version, string? cni = "canal", string? ingress = "rke2-ingress-nginx", bool? windows = false) =>
        new()
        {
            Version = version,
            Id = "53741f60-f208-48fc-ae81-8a969510a598",
            Cni = cni is null ? null : new Software(cni, null),
            Ingress = ingress is null ? null : new Software(ingress, null),
            Nodes = windows is { } has
            ? new NodeSummary { Servers = new(3, 0, 0), Agents = new(0, 0, 0), IsConsistent = true, HasWindows = has, GpuNodes = 0 }
            : null,
        };

    public static Assessment Assessment(Feed feed, string version) =>
        SecurityResponder.Assessments.Assessment.Of(Cluster(version), feed, Now);

    public static string[] Ids(IEnumerable<Finding> findings) => [.. findings.Select(finding => finding.Advisory.Id)];
}
