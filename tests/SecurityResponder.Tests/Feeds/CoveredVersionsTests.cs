using SecurityResponder.Components;
using SecurityResponder.Feeds;

namespace SecurityResponder.Tests.Feeds;

public sealed class CoveredVersionsTests
{
    private static readonly Feed Answer = Given.Feed([], []) with
    {
        Covered =
        [
            CoveredVersions.Everything(Component.Etcd),
            new(Component.Runc, ComponentVersion.TryParse("1.2.0")!, ComponentVersion.TryParse("1.4.0")!),
        ],
    };

    [Fact]
    public void A_feed_that_names_no_versions_is_complete() => Assert.True(Given.Feed([], []).Covers(Component.Etcd, null));

    [Theory]
    [InlineData("etcd", "0.0.1", true)]
    [InlineData("runc", "1.2.0", true)]
    [InlineData("runc", "1.4.0", true)]
    [InlineData("runc", "1.1.9", false)]
    [InlineData("runc", "1.4.1", false)]
    [InlineData("coredns", "1.2.0", false)]
    public void An_answer_is_complete_for_the_versions_it_names(string component, string version, bool isComplete) =>
        Assert.Equal(isComplete, Answer.Covers(Component.TryParse(component)!, ComponentVersion.TryParse(version)));

    [Theory]
    [InlineData("etcd", true)]
    [InlineData("runc", false)]
    [InlineData("coredns", false)]
    public void For_an_unknown_version_an_answer_must_cover_every_one(string component, bool isComplete) =>
        Assert.Equal(isComplete, Answer.Covers(Component.TryParse(component)!, null));
}
