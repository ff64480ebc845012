using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Curation;

/// <summary>Reads <c>curation.yaml</c>. An unknown key is a fault: a misspelled correction would have no effect.</summary>
internal static class CurationReader
{
    private static readonly string[] Lists = ["advisories", "severities", "releases", "support", "accepted"];
    private static readonly string[] Reasons = ["reason", "source"];
    private static readonly string[] RangeKeys = ["introduced", "fixed", "last_affected"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidSourceException">An entry has a fault.</exception>
    public static CurationFile Read(SourceFile file)
    {
        var root = YamlSource.Read(file);
        Keys(root, Lists);
        var advisories = root.ItemsOf("advisories").Select(Advisory).ToList();
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

    private static CuratedAdvisory Advisory(YamlPlace place)
    {
        Keys(place, [
            "id", "aliases", "summary", "published", "affected", "not_affected", "conditions", "required_action", "workaround",
            .. Reasons]);
        var reason = Reason(place);
        return new CuratedAdvisory(place.RequiredText("id"), reason)
        {
            Aliases = [.. place.ItemsOf("aliases").Select(alias => alias.Text ?? throw alias.Fault("an id"))],
            Summary = place.TextOf("summary"),
            Published = place.TextOf("published"),
            Affected = [.. place.ItemsOf("affected").Select(Affected)],
            NotAffected = [.. place.ItemsOf("not_affected").Select(one => one.Text ?? throw one.Fault("the name of a package"))],
            Conditions = [.. place.ItemsOf("conditions").Select(one => Condition(one, reason))],
            RequiredAction = place.TextOf("required_action"),
            Workaround = place.TextOf("workaround"),
        };
    }

    private static ComponentPackage Affected(YamlPlace place)
    {
        Keys(place, ["component", "ranges"]);
        var component = KnownComponent(place);
        var ranges = place.ItemsOf("ranges").Select(Range).ToList<AnswerRange?>();
        return ranges.Count == 0 ? throw place.Fault("at least one range") : new ComponentPackage(
            component, new AnswerAffected { Package = new AnswerPackage { Name = component.Name }, Ranges = ranges }, IsDecisive: true);
    }

    private static AnswerRange Range(YamlPlace place)
    {
        Keys(place, RangeKeys);
        if (Array.Find(RangeKeys, key => place.TextOf(key) is { } text && !IsVersion(text)) is { } invalid)
        {
            throw place.Fault($"a version of a release for {invalid}");
        }

        var first = new AnswerEvent { Introduced = place.TextOf("introduced") ?? "0" };
        var (end, last) = (place.TextOf("fixed"), place.TextOf("last_affected"));
        List<AnswerEvent?> events = end is not null ? [first, new AnswerEvent { Fixed = end }]
            : last is not null ? [first, new AnswerEvent { LastAffected = last }] : [first];
        return new AnswerRange { Type = "ECOSYSTEM", Events = events };
    }

    private static bool IsVersion(string text) => ComponentVersion.TryParse(text) is { IsCommit: false };

    private static AnswerCondition Condition(YamlPlace place, CurationReason reason)
    {
        Keys(place, ["component", "operating_systems"]);
        var systems = place.ItemsOf("operating_systems").Select(one => one.Text).ToList();
        return systems.Count == 0 ? throw place.Fault("at least one operating system") : new AnswerCondition
        {
            Component = place.Find("component") is null ? null : KnownComponent(place).Name,
            OperatingSystems = systems,
            Reason = reason.Reason,
            Source = reason.Source,
        };
    }

    private static CuratedRating CuratedRating(YamlPlace place)
    {
        Keys(place, ["id", "score", "by", .. Reasons]);
        var (id, by, score) = (place.RequiredText("id"), place.RequiredText("by"), place.RequiredText("score"));
        if (CvssVector.TryScore(score) is null)
        {
            throw place.Fault("a CVSS vector as score");
        }

        var type = score.StartsWith("CVSS:4", StringComparison.Ordinal) ? "CVSS_V4"
            : score.StartsWith("CVSS:3", StringComparison.Ordinal) ? "CVSS_V3" : "CVSS_V2";
        var rank = by.StartsWith("CNA", StringComparison.Ordinal) ? Rating.Cna
            : by.StartsWith("GitHub", StringComparison.Ordinal) ? Rating.GitHub : Rating.Other;
        return new CuratedRating(id, new Rating(by, rank, type, score), Reason(place));
    }

    private static CuratedRelease Release(YamlPlace place)
    {
        Keys(place, ["version", "prime", "withdrawn", "go", "minUpgradableVersion", .. Reasons]);
        return new CuratedRelease(
            ReleaseOf(place, place.RequiredText("version")),
            Truth(place, "prime"), Truth(place, "withdrawn"), place.TextOf("go"), place.TextOf("minUpgradableVersion"), Reason(place));
    }

    private static CuratedSupport Support(YamlPlace place)
    {
        Keys(place, ["minor", "endOfLife", .. Reasons]);
        return MinorVersion.TryParse(place.RequiredText("minor"), out var minor) && place.DateOf("endOfLife") is { } day
            ? new CuratedSupport(minor, day, Reason(place))
            : throw place.Fault("a minor such as 1.35 and endOfLife");
    }

    private static IEnumerable<AcceptedIssue> Accepted(YamlPlace place)
    {
        Keys(place, ["id", "component", "releases", .. Reasons]);
        var reason = Reason(place);
        if (place.Find("component") is null)
        {
            return [new AcceptedIssue(place.RequiredText("id"), reason)];
        }

        var component = KnownComponent(place).Name;
        var releases = place.ItemsOf("releases").Select(one => ReleaseOf(one, one.Text)).ToList();
        return place.Find("id") is not null ? throw place.Fault("id or component, not both")
            : releases.Count == 0 ? throw place.Fault("at least one release")
            : releases.Select(release => new AcceptedIssue(AcceptedIssue.Missing(component, release), reason));
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

    private static Component KnownComponent(YamlPlace place) => Component.TryParse(place.RequiredText("component"))
        ?? throw place.Fault("a component such as etcd");

    private static CurationReason Reason(YamlPlace place)
    {
        var (reason, source) = (place.RequiredText("reason"), place.RequiredText("source"));
        return Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? new CurationReason(reason, source, place.Line)
            : throw place.Fault("an https URL as source");
    }

    private static void Keys(YamlPlace place, string[] known)
    {
        if (place.Node is not YamlDotNet.RepresentationModel.YamlMappingNode)
        {
            throw place.Fault("a mapping");
        }

        if (place.Keys.FirstOrDefault(key => !known.Contains(key)) is { } unknown)
        {
            throw place.Fault($"one of the keys {string.Join(", ", known)}, not {unknown}");
        }
    }
}
