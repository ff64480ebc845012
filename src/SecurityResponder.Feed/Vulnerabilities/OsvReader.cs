using SecurityResponder.Feed.Sources;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>Reads OSV entries (<see href="https://ossf.github.io/osv-schema/"/>) of the Go vulnerability database, GitHub and
/// Kubernetes.</summary>
internal static class OsvReader
{
    private const int MaxSummaryLength = 200;

    /// <summary>Reads an entry; null when it was withdrawn.</summary>
    /// <exception cref="InvalidSourceException">The file is no OSV entry.</exception>
    public static SourceEntry? Read(SourceFile file)
    {
        var osv = JsonSource.Read(file, AnswerJsonContext.Default.AnswerAdvisory, "an OSV entry");
        if (string.IsNullOrWhiteSpace(osv.Id))
        {
            throw file.Fault(1, "an OSV entry with an id");
        }

        if (osv.Withdrawn is not null)
        {
            return null;
        }

        var trust = TrustOf(osv);
        var affected = (osv.Affected ?? []).OfType<AnswerAffected>().ToList();
        var packages = affected.Select(ComponentPackage.TryRead).OfType<ComponentPackage>().ToList();
        var advisory = new AnswerAdvisory
        {
            Id = osv.Id,
            Aliases = osv.Aliases,
            Published = osv.Published,
            Modified = osv.Modified,
            Summary = Shortened(osv.Summary),
            References = packages.Count > 0 ? osv.References : null,
        };
        return new SourceEntry(trust, advisory, file.Name) { Packages = packages, Ratings = [.. Ratings(osv, affected, trust)] };
    }

    private static Trust TrustOf(AnswerAdvisory osv) =>
        osv.Id!.StartsWith("GO-", StringComparison.OrdinalIgnoreCase) ? Trust.Go
        : osv.Id.StartsWith("GHSA-", StringComparison.OrdinalIgnoreCase) ? Trust.GitHub
        : osv.Affected?.Any(one => "kubernetes".Equals(one?.Package?.Ecosystem, StringComparison.OrdinalIgnoreCase)) == true
            ? Trust.Kubernetes
        : Trust.Other;

    // Kubernetes' security committee is the CNA of its CVEs.
    private static IEnumerable<Rating> Ratings(AnswerAdvisory osv, List<AnswerAffected> affected, Trust trust)
    {
        var (source, rank) = trust switch
        {
            Trust.Kubernetes => ("CNA (kubernetes)", Rating.Cna),
            Trust.GitHub => ("GitHub", Rating.GitHub),
            Trust.Go => ("Go vulnerability database", Rating.Other),
            _ => ("OSV", Rating.Other),
        };
        var vectors = (osv.Severity ?? []).Concat(affected.SelectMany(one => one.Severity ?? [])).OfType<AnswerSeverity>()
            .Where(severity => severity is { Type: not null, Score: not null }).ToList();
        foreach (var severity in vectors)
        {
            yield return new Rating(source, rank, severity.Type, severity.Score!);
        }

        if (vectors.Count == 0 && osv.DatabaseSpecific?.Severity is { } name)
        {
            yield return new Rating(source, rank, null, name);
        }
    }

    private static string? Shortened(string? summary) =>
        string.IsNullOrWhiteSpace(summary) ? null : Text.SafeText.Line(summary.Trim(), MaxSummaryLength, ' ');
}
