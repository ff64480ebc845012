using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RazorSlices;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Pages;

/// <summary>The pages about releases. Those of single releases are rendered once for each feed and day.</summary>
internal sealed class ReleasePages(CurrentAnswers answers, CurrentReleaseFacts facts)
{
    private readonly ConditionalWeakTable<ReleaseFacts, ConcurrentDictionary<(Navigation, string), Task<CachedBody>>> _rendered = [];

    /// <summary>The list of all releases, rendered anew.</summary>
    /// <param name="navigation">The port's navigation.</param>
    /// <param name="counts">The clusters by version; null when they cannot be counted.</param>
    /// <param name="precision">How exactly their numbers are published.</param>
    public Task<CachedBody> ListAsync(Navigation navigation, Counts? counts, Precision precision) =>
        PageRenderer.RenderAsync(ReleaseListPage.Create(ReleaseListModel.Of(navigation, facts.Now, counts, precision)));

    /// <summary>The page of one release; null if the feed does not list it.</summary>
    public Task<CachedBody>? FindAsync(Navigation navigation, string? name)
    {
        if (ReleaseVersion.TryParse(name) is not { } version
            || answers.Now?.Feed.Feed is not { } feed || feed.Find(version) is not { } release)
        {
            return null;
        }

        var now = facts.Now;
        return RenderedAsync(now, navigation, release.Version.ToString(), () => ReleasePage.Create(ReleaseModel.Of(
            navigation, ReleaseAssessment.Of(feed, release), feed.SupportOf(version.Minor, now.At), feed.GeneratedAt, now.At)));
    }

    private Task<CachedBody> RenderedAsync(ReleaseFacts now, Navigation navigation, string name, Func<RazorSlice> create) =>
        _rendered.GetOrCreateValue(now).GetOrAdd((navigation, name), _ => PageRenderer.RenderAsync(create()));
}
