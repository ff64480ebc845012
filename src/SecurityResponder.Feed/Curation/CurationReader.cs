using SecurityResponder.Advisories;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Curation;

/// <summary>Reads <c>curation.yaml</c>. An unknown key is a fault: a misspelled correction would have no effect.</summary>
internal static class CurationReader
{
    private static readonly string[] Lists = ["advisories", "severities", "releases", "support", "accepted"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidSourceException">An entry has a fault.</exception>
    public static CurationFile Read(SourceFile file)
    {
        var root = YamlSource.Read(file);
        root.RequireKeys(Lists);
        var advisories = root.ItemsOf("advisories").Select(CuratedAdvisoryReader.Read).ToList();
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return advisories.Find(one => !ids.Add(one.Id)) is { } twice
            ? throw file.Fault(twice.Reason.Line, $"{twice.Id} once, with all its corrections")
            : new CurationFile
            {
                Advisories = advisories,
                Ratings = [.. root.ItemsOf("severities").Select(CuratedRating)],
                Releases = [.. root.ItemsOf("releases").Select(Release)],
                Support = [.. root.ItemsOf("support").Select(Support)],
                Accepted = [.. root.ItemsOf("accepted").SelectMany(Accepted)],
            };
    }

    private static CuratedRating CuratedRating(YamlPlace place)
    {
        place.RequireKeys(["id", "score", "by", .. CuratedEntry.Reasons]);
        var (id, by, score) = (place.RequiredText("id"), place.RequiredText("by"), place.RequiredText("score"));
        if (CvssVector.TryScore(score) is null)
        {
            throw place.Fault("a CVSS vector as score");
        }

        var type = score.StartsWith("CVSS:4", StringComparison.Ordinal) ? "CVSS_V4"
            : score.StartsWith("CVSS:3", StringComparison.Ordinal) ? "CVSS_V3" : "CVSS_V2";
        var rank = by.StartsWith("CNA", StringComparison.Ordinal) ? Rating.Cna
            : by.StartsWith("GitHub", StringComparison.Ordinal) ? Rating.GitHub : Rating.Other;
        return new CuratedRating(id, new Rating(by, rank, type, score), place.Reason());
    }

    private static CuratedRelease Release(YamlPlace place)
    {
        place.RequireKeys(["version", "prime", "withdrawn", "go", "minUpgradableVersion", .. CuratedEntry.Reasons]);
        return new CuratedRelease(
            ReleaseOf(place, place.RequiredText("version")),
            Truth(place, "prime"), Truth(place, "withdrawn"), place.TextOf("go"), place.TextOf("minUpgradableVersion"), place.Reason());
    }

    private static CuratedSupport Support(YamlPlace place)
    {
        place.RequireKeys(["minor", "endOfLife", .. CuratedEntry.Reasons]);
        return MinorVersion.TryParse(place.RequiredText("minor"), out var minor) && place.DateOf("endOfLife") is { } day
            ? new CuratedSupport(minor, day, place.Reason())
            : throw place.Fault("a minor such as 1.35 and endOfLife");
    }

    private static IEnumerable<AcceptedIssue> Accepted(YamlPlace place)
    {
        place.RequireKeys(["id", "component", "releases", "minor", .. CuratedEntry.Reasons]);
        var reason = place.Reason();
        return Array.FindAll(["id", "component", "minor"], key => place.Find(key) is not null) switch
        {
            ["component"] => AcceptedReleases(place, reason),
            _ when place.Find("releases") is not null => throw place.Fault("releases with component only"),
            ["minor"] => MinorVersion.TryParse(place.RequiredText("minor"), out var minor)
                ? [new AcceptedIssue(AcceptedIssue.MissingMinor(minor), false, reason)] : throw place.Fault("a minor such as 1.35"),
            ["id"] => [new AcceptedIssue(place.RequiredText("id"), true, reason)],
            _ => throw place.Fault("one of id, component and minor"),
        };
    }

    private static IEnumerable<AcceptedIssue> AcceptedReleases(YamlPlace place, CurationReason reason)
    {
        var component = place.KnownComponent().Name;
        var releases = place.ItemsOf("releases").Select(one => ReleaseOf(one, one.Text)).ToList();
        return releases.Count == 0 ? throw place.Fault("at least one release")
            : releases.Select(release => new AcceptedIssue(AcceptedIssue.Missing(component, release), false, reason));
    }

    private static ReleaseVersion ReleaseOf(YamlPlace place, string? text) =>
        ReleaseVersion.TryParse(text) ?? throw place.Fault("a release such as v1.35.7+rke2r1");

    private static bool? Truth(YamlPlace place, string key) => place.TextOf(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw place.Fault($"true or false for {key}"),
    };
}
