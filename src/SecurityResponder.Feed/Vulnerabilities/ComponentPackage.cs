using SecurityResponder.Components;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>An affected package that is a component of RKE2.</summary>
/// <param name="Component">The component.</param>
/// <param name="Affected">The package with only what an assessment reads.</param>
/// <param name="IsDecisive">Whether its ranges can be compared with versions of releases, and say more than "all versions".</param>
internal sealed record ComponentPackage(Component Component, AnswerAffected Affected, bool IsDecisive)
{
    /// <summary>Reads a package; null when it is no component.</summary>
    public static ComponentPackage? TryRead(AnswerAffected affected)
    {
        var slim = Slim(affected);
        var feed = Feeds.Feed.FromAnswer(new Answer
        {
            Versions = [],
            Advisories = [new AnswerAdvisory { Id = "X", Affected = [slim] }],
        });
        if (feed.Advisories is not [{ Affected: [var read] }])
        {
            return null;
        }

        var isDecisive = read.Versions.Count > 0
            || read.Ranges.Any(range => range.Introduced is not null || range.Fixed is not null || range.LastAffected is not null);
        return new ComponentPackage(read.Component, isDecisive ? WithoutCommits(slim) : slim, isDecisive);
    }

    // Custom ranges stand for the range that ends at a commit.
    private static AnswerAffected WithoutCommits(AnswerAffected affected)
    {
        if (affected.EcosystemSpecific?.CustomRanges is { Count: > 0 })
        {
            var ranges = affected.Ranges?.Where(range => !range!.Events!.Any(HasCommit)).ToList();
            affected.Ranges = ranges is { Count: > 0 } ? ranges : null;
        }

        return affected;
    }

    private static bool HasCommit(AnswerEvent? bounds) => bounds is not null && Array.Exists(
        (string?[])[bounds.Introduced, bounds.Fixed, bounds.LastAffected, bounds.Limit],
        bound => ComponentVersion.TryParse(bound) is { IsCommit: true });

    // A database's own additions are none of ours: they must not exonerate anything.
    private static AnswerAffected Slim(AnswerAffected affected)
    {
        var custom = Versions(affected.EcosystemSpecific?.CustomRanges);
        var systems = Systems(affected.EcosystemSpecific?.Imports);
        return new AnswerAffected
        {
            Package = affected.Package,
            Ranges = Versions(affected.Ranges),
            Versions = affected.Versions is { Count: > 0 } ? affected.Versions : null,
            EcosystemSpecific = custom is null && systems is null ? null : new AnswerEcosystemSpecific
            {
                CustomRanges = custom,
                Imports = systems is null ? null : [new AnswerImport { Goos = systems }],
            },
        };
    }

    private static List<AnswerRange?>? Versions(IReadOnlyList<AnswerRange?>? ranges)
    {
        var found = ranges?.Where(range => range is { Type: "SEMVER" or "ECOSYSTEM", Events.Count: > 0 }).ToList();
        return found is { Count: > 0 } ? found : null;
    }

    // A single import without a limit affects every operating system.
    private static List<string?>? Systems(IReadOnlyList<AnswerImport?>? imports)
    {
        var lists = imports?.OfType<AnswerImport>().Select(import => import.Goos?.OfType<string>().ToList() ?? []).ToList();
        return lists is { Count: > 0 } && lists.TrueForAll(list => list.Count > 0)
            ? [.. lists.SelectMany(list => list).Distinct().Order(StringComparer.Ordinal)]
            : null;
    }
}
