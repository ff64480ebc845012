namespace SecurityResponder.Advisories;

/// <summary>One published vulnerability with all its ids.</summary>
public sealed record Advisory
{
    // An array, as in AffectedComponent.
    private readonly AffectedComponent[] _affected = [];

    /// <summary>The id to show: the CVE id if there is one, else the first published id, e.g. <c>CVE-2025-4563</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its other ids, e.g. <c>GHSA-…</c>, <c>GO-…</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>First published, UTC; null when the feed does not say.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Last modified, UTC; null when the feed does not say.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>One line; null when there is none.</summary>
    public string? Summary { get; init; }

    /// <summary>The severity.</summary>
    public Severity Severity { get; init; } = Severity.Unknown;

    /// <summary>Who rated it, e.g. <c>CNA</c>; null when the feed does not say.</summary>
    public string? SeveritySource { get; init; }

    /// <summary>Whether it is known to be exploited (CISA's KEV catalog): it ranks above every score.</summary>
    public bool IsExploited { get; init; }

    /// <summary>FIRST's probability of exploitation within 30 days, 0 to 1 (<see href="https://www.first.org/epss/"/>); null when
    /// unknown.</summary>
    public double? Epss { get; init; }

    /// <summary>What must be done beside the upgrade, e.g. <c>set tls-san-security: true</c>; null for nothing.</summary>
    public string? RequiredAction { get; init; }

    /// <summary>What helps until the upgrade; null when the feed has nothing.</summary>
    public string? Workaround { get; init; }

    /// <summary>The affected components.</summary>
    public IReadOnlyList<AffectedComponent> Affected
    {
        get => _affected;
        init => _affected = [.. value];
    }

    /// <summary>Conditions under which a cluster is affected; all of them must hold.</summary>
    public IReadOnlyList<AdvisoryCondition> Conditions { get; init; } = [];

    /// <summary>Statements about RKE2's builds.</summary>
    public IReadOnlyList<VexStatement> Vex { get; init; } = [];

    /// <summary>http and https URLs with more information.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary><see cref="Affected"/> as a span, whose elements are read without an interface call.</summary>
    internal ReadOnlySpan<AffectedComponent> Packages => _affected;
}
