using SecurityResponder.Components;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>What one source says about a vulnerability.</summary>
/// <param name="Trust">The kind of source.</param>
/// <param name="Advisory">The entry in OSV's shape.</param>
/// <param name="File">The file that contains it.</param>
internal sealed record SourceEntry(Trust Trust, AnswerAdvisory Advisory, string File)
{
    /// <summary>All its ids.</summary>
    public IEnumerable<string> Ids => (Advisory.Aliases ?? []).Prepend(Advisory.Id).OfType<string>();

    /// <summary>The affected packages that are components of RKE2.</summary>
    public IReadOnlyList<ComponentPackage> Packages { get; init; } = [];

    /// <summary>Who rates it, and how.</summary>
    public IReadOnlyList<Rating> Ratings { get; init; } = [];

    /// <summary>The components that it is about.</summary>
    public IEnumerable<Component> Components => Packages.Select(package => package.Component).Distinct();

    /// <summary>Whether its ranges for a component can be compared with versions of releases, and say more than "all".</summary>
    public bool Decides(Component component) => Packages.Any(package => package.Component == component && package.IsDecisive);
}

/// <summary>A rating of a vulnerability.</summary>
/// <param name="Source">Who rated it, e.g. <c>CNA (kubernetes)</c>.</param>
/// <param name="Rank">Its order: 0 for the CNA, 1 for GitHub, 2 for others.</param>
/// <param name="Type">E.g. <c>CVSS_V3</c>; null for a named severity.</param>
/// <param name="Score">A vector, or a name such as <c>HIGH</c>.</param>
internal sealed record Rating(string Source, int Rank, string? Type, string Score)
{
    /// <summary>The rank of the authority that assigned the CVE id.</summary>
    public const int Cna = 0;

    /// <summary>The rank of GitHub's reviewers.</summary>
    public const int GitHub = 1;

    /// <summary>The rank of everyone else, e.g. NVD.</summary>
    public const int Other = 2;
}
