using SecurityResponder.Feed.Collecting;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Reporting.Content;

/// <summary>Names the sources about exploitation that a feed was made without: without them, nothing is known, which is not the same as
/// "nothing is exploited".</summary>
internal static class MissingSources
{
    /// <summary>One sentence for each missing source.</summary>
    public static IReadOnlyList<string> Of(Answer feed) =>
    [
        .. IsExploitationKnown(feed) ? [] : (string[])
            ["Which CVEs are known to be exploited is unknown: the feed was made without CISA's catalog (KEV)."],
        .. Has(feed, SourceNames.Epss, facts => facts.Epss is not null) ? [] : (string[])
            ["Probabilities of exploitation are unknown: the feed was made without FIRST's scores (EPSS)."],
    ];

    /// <summary>Whether the feed was made with CISA's catalog.</summary>
    public static bool IsExploitationKnown(Answer feed) => Has(feed, SourceNames.Exploited, facts => facts.IsExploited == true);

    // A feed that was made by other means may have the facts without naming the source.
    private static bool Has(Answer feed, SourceName source, Func<AnswerDatabaseSpecific, bool> hasFact) =>
        (feed.Sources ?? []).Any(one => one?.Name == source.Name)
        || (feed.Advisories ?? []).Any(advisory => advisory?.DatabaseSpecific is { } facts && hasFact(facts));
}
