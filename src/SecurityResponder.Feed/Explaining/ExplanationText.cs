using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Feed.Merging;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Explaining;

/// <summary>Explanations as text.</summary>
internal static class ExplanationText
{
    /// <summary>What the feed says about an advisory, and from where.</summary>
    public static IEnumerable<string> Of(Advisory advisory, AdvisoryOrigin origin, AdvisoryPlaces places)
    {
        var aliases = advisory.Aliases.Count > 0 ? $" ({string.Join(", ", advisory.Aliases)})" : "";
        yield return $"{advisory.Id}{aliases}: {advisory.Summary ?? "no summary"}";
        yield return $"  severity: {SeverityOf(advisory, origin)}{At(places.OfSeverity(origin))}";
        if (advisory.IsExploited)
        {
            yield return "  known exploited: yes (CISA)";
        }

        if (advisory.Epss is { } epss)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  EPSS: {epss:0.0000}");
        }

        foreach (var entry in origin.Entries)
        {
            yield return $"  entry: {places.Of(entry)}";
        }

        foreach (var (component, entries) in origin.Ranges)
        {
            var names = entries.Select(one => $"{one.Trust.Name()} {one.Advisory.Id}");
            yield return $"  ranges of {component.Name}: {string.Join(", ", names)}";
        }

        foreach (var condition in advisory.Conditions)
        {
            var systems = string.Join(" or ", condition.OperatingSystems);
            yield return $"  condition: nodes with {systems}. {condition.Reason} {condition.Source}{At(places.Of(condition))}";
        }

        foreach (var statement in advisory.Vex)
        {
            var build = $"{statement.Component.Name} {statement.Product} {statement.Version}".TrimEnd();
            yield return $"  VEX: {build} {statement.Status}, {statement.Source}{At(places.Of(statement))}";
        }

        if (advisory.RequiredAction is { } action)
        {
            yield return $"  required action: {action}{At(places.OfRequiredAction())}";
        }
    }

    /// <summary>The decision about a release.</summary>
    public static IEnumerable<string> Of(ReleaseExplanation explanation)
    {
        yield return $"{explanation.Release}: {Name(explanation.Decision)}"
            + (explanation.FixedIn is { } release ? $", fixed in {release}" : "");
        foreach (var component in explanation.Components)
        {
            var version = component.Version ?? "of unknown version";
            yield return $"  {component.Component} {version}: {Name(component.Decision)}, {component.Reason}";
            if (component.Bundled is { } bundled)
            {
                yield return $"    version: {bundled}";
            }

            if (component.Range is { } range)
            {
                yield return $"    range: {range}";
            }
        }
    }

    /// <summary>What a scan says.</summary>
    public static string Of(ScanRemark remark) => $"  scan: {remark.Text}{(remark.Place is { } place ? $" ({place})" : "")}";

    /// <summary>The name of a decision.</summary>
    public static string Name(ReleaseDecision decision) => decision switch
    {
        ReleaseDecision.Affected => "affected",
        ReleaseDecision.NotAffected => "not affected",
        _ => "undecided",
    };

    /// <summary>Writes lines safely.</summary>
    public static void Write(TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(SafeText.Line(line));
        }
    }

    private static string At(SourcePlace? place) => place is null ? "" : $" ({place})";

    private static string SeverityOf(Advisory advisory, AdvisoryOrigin origin) => origin.Ratings.Count == 0
        ? "unrated: no source has a rating"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{advisory.Severity.Score:0.0} {advisory.Severity.Level.Name()}, by {advisory.SeveritySource}").TrimStart();
}
