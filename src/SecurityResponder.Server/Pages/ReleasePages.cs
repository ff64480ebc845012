using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Pages;

/// <summary>The pages about releases, each made once for each feed.</summary>
internal sealed class ReleasePages(CurrentAnswers answers, CurrentReleaseFacts facts)
{
    private readonly ConditionalWeakTable<ReleaseFacts, ConcurrentDictionary<(Layout, string), CachedBody>> _made = [];

    /// <summary>All releases.</summary>
    public CachedBody List(Layout layout)
    {
        var now = facts.Now;
        return Made(now, layout, "", () => new ReleaseListPage(layout, now).Render());
    }

    /// <summary>One release; null when the feed does not list it.</summary>
    public CachedBody? Find(Layout layout, string? name)
    {
        if (ReleaseVersion.TryParse(name) is not { } version || answers.Now?.Feed.Feed is not { } feed || feed.Find(version) is not { } release)
        {
            return null;
        }

        var support = feed.SupportOf(version.Minor, facts.Now.At);
        return Made(facts.Now, layout, release.Version.ToString(),
            () => new ReleasePage(layout, ReleaseAssessment.Of(feed, release), support, feed.GeneratedAt).Render());
    }

    private CachedBody Made(ReleaseFacts now, Layout layout, string name, Func<Html> render) =>
        _made.GetOrCreateValue(now).GetOrAdd((layout, name), _ => render().Prepared());
}
