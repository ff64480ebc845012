using SecurityResponder.Components;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Curation;

/// <summary>Reads the corrections of advisories in <c>curation.yaml</c>.</summary>
internal static class CuratedAdvisoryReader
{
    private static readonly string[] RangeKeys = ["introduced", "fixed", "last_affected"];

    /// <summary>Reads an entry.</summary>
    /// <exception cref="InvalidSourceException">The entry has a fault.</exception>
    public static CuratedAdvisory Read(YamlPlace place)
    {
        place.RequireKeys([
            "id", "aliases", "summary", "published", "affected", "not_affected", "conditions", "required_action", "workaround",
            .. CuratedEntry.Reasons]);
        var reason = place.Reason();
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
        place.RequireKeys(["component", "ranges"]);
        var component = place.KnownComponent();
        var ranges = place.ItemsOf("ranges").Select(Range).ToList<AnswerRange?>();
        return ranges.Count == 0 ? throw place.Fault("at least one range") : new ComponentPackage(
            component, new AnswerAffected { Package = new AnswerPackage { Name = component.Name }, Ranges = ranges }, IsDecisive: true);
    }

    private static AnswerRange Range(YamlPlace place)
    {
        place.RequireKeys(RangeKeys);
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
        place.RequireKeys(["component", "operating_systems"]);
        var systems = place.ItemsOf("operating_systems").Select(one => one.Text).ToList();
        return systems.Count == 0 ? throw place.Fault("at least one operating system") : new AnswerCondition
        {
            Component = place.Find("component") is null ? null : place.KnownComponent().Name,
            OperatingSystems = systems,
            Reason = reason.Reason,
            Source = reason.Source,
        };
    }
}
