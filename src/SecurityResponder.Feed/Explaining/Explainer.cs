using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Components;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Merging;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Explaining;

/// <summary>Explains the decisions of a feed: from the entry in a source to the verdict about a release.</summary>
/// <param name="sources">The sources of the feed.</param>
/// <param name="built">The feed.</param>
internal sealed class Explainer(CollectedSources sources, BuiltFeed built)
{
    private readonly Feeds.Feed _feed = Feeds.Feed.FromAnswer(built.Answer);
    private readonly SourceLines _lines = new();

    /// <summary>The feed's releases and advisories.</summary>
    public Feeds.Feed Feed => _feed;

    /// <summary>The advisory with an id; null when the feed has none.</summary>
    public Advisory? Find(string id) => _feed.Advisories.FirstOrDefault(
        advisory => advisory.Aliases.Prepend(advisory.Id).Contains(id, StringComparer.OrdinalIgnoreCase));

    /// <summary>Where an advisory comes from.</summary>
    public AdvisoryOrigin OriginOf(Advisory advisory) => built.Origins[advisory.Id];

    /// <summary>Finds where the facts about an advisory stand in the sources.</summary>
    public AdvisoryPlaces PlacesOf(Advisory advisory) => new(sources, _lines, advisory);

    /// <summary>What scans of images say about an advisory.</summary>
    public IReadOnlyList<ScanRemark> ScansOf(Advisory advisory) => ScanEvidence.Of(advisory, sources.Scans, _lines);

    /// <summary>The decision about a release.</summary>
    public ReleaseExplanation Explain(Advisory advisory, Release release)
    {
        var assessment = ReleaseAssessment.Of(_feed with { Advisories = [advisory] }, release);
        var finding = assessment.Findings.Count > 0 ? assessment.Findings[0] : null;
        var decision = finding is not null ? ReleaseDecision.Affected
            : assessment.Undecided.Count > 0 ? ReleaseDecision.Undecided : ReleaseDecision.NotAffected;
        var components = advisory.Affected.Select(affected => affected.Component).Distinct()
            .SelectMany(component => Versions(component, release).Select(bundled =>
                Explain(advisory, assessment, component, bundled.Name, bundled.Text, release)));
        return new ReleaseExplanation(release.Version, decision, [.. components], finding?.FixedIn?.Version);
    }

    private ComponentExplanation Explain(
        Advisory advisory, ReleaseAssessment assessment, Component component, string name, string? text, Release release)
    {
        var bundled = text is null ? null : BundledIn(name, text, release);
        if (ComponentVersion.TryParse(text) is not { } version)
        {
            return new ComponentExplanation(name, text, ReleaseDecision.Undecided, "the version in this release is unknown", bundled, null);
        }

        var (affected, range) = advisory.Affected.Where(one => one.Component == component && one.Affects(version))
            .Select(one => (one, one.Ranges.FirstOrDefault(range => range.Contains(version)))).FirstOrDefault();
        if (affected is null)
        {
            var isCommit = assessment.Undecided.Count > 0;
            return new ComponentExplanation(
                name, text, isCommit ? ReleaseDecision.Undecided : ReleaseDecision.NotAffected,
                isCommit ? assessment.Undecided[0].Missing[0].Text : "outside of all ranges", bundled, RangeIn(advisory, component, null));
        }

        var statement = assessment.NotAffected.Select(one => one.Statement).FirstOrDefault(one => one.Component == component);
        return statement is null
            ? new ComponentExplanation(name, text, ReleaseDecision.Affected, InWords(range), bundled, RangeIn(advisory, component, range))
            : new ComponentExplanation(
                name, text, ReleaseDecision.NotAffected, $"VEX: {statement.Justification ?? "not affected"}, {statement.Source}", bundled,
                RangeIn(advisory, component, range));
    }

    private static List<(string Name, string? Text)> Versions(Component component, Release release)
    {
        if (component == Component.Rke2)
        {
            return [(component.Name, release.Version.ToString())];
        }

        if (component == Component.Go)
        {
            return [(component.Name, release.GoVersion)];
        }

        string[] names = [component.Name, "canal-" + component.Name];
        var known = names.Where(release.Components.ContainsKey).Select(name => (name, (string?)release.Components[name])).ToList();
        return known.Count > 0 ? known : [(component.Name, null)];
    }

    private SourcePlace? BundledIn(string name, string text, Release release) =>
        sources.Releases.FirstOrDefault(noted => noted.Version == release.Version) is { } found
            ? new SourcePlace($"RKE2 release notes, {name} {text}", found.File, found.Line) : null;

    private SourcePlace? RangeIn(Advisory advisory, Component component, AffectedRange? range)
    {
        if (!OriginOf(advisory).Ranges.TryGetValue(component, out var entries))
        {
            return null;
        }

        var bound = (range?.Fixed ?? range?.LastAffected ?? range?.Introduced)?.ToString();
        var places = entries.Select(entry => new SourcePlace(
            $"{entry.Trust.Name()} {entry.Advisory.Id}", entry.File, LineOf(entry, component, bound))).ToList();
        return places.Find(place => place.Line is not null) ?? places.FirstOrDefault();
    }

    private long? LineOf(SourceEntry entry, Component component, string? bound)
    {
        var name = entry.Packages.First(package => package.Component == component).Affected.Package?.Name ?? "";
        if (entry.Trust == Trust.Curation)
        {
            return bound is null ? _lines.Find(entry.File, $"id: {entry.Advisory.Id}", name)
                : _lines.Find(entry.File, $"id: {entry.Advisory.Id}", name, $"\"{bound}\"");
        }

        return bound is null ? _lines.Find(entry.File, $"\"{name}\"")
            : _lines.Find(entry.File, $"\"{name}\"", $"\"{bound}\"") ?? _lines.Find(entry.File, bound);
    }

    private static string InWords(AffectedRange? range) => range switch
    {
        null => "listed by name",
        { Introduced: null, Fixed: null, LastAffected: null } => "in the range of all versions",
        _ => "in the range " + string.Join(", ", ((string?[])
        [
            range.Introduced is null ? null : $">= {range.Introduced}",
            range.Fixed is null ? null : $"< {range.Fixed}",
            range.LastAffected is null ? null : $"<= {range.LastAffected}",
        ]).OfType<string>()),
    };
}
