using System.Text.Json;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Tests.Answers;

/// <summary>What the shipped feed says; the README and `make run` show it.</summary>
public sealed class SampleFeedTests
{
    private static readonly FeedDocument Sample = Feeds.Read(Repository.SampleFeed);

    [Fact]
    public void It_is_read_whole()
    {
        Assert.Equal(0, Sample.Feed.Unreadable);
        Assert.Equal(56, Sample.Feed.Releases.Count);
        Assert.Equal(102, Sample.Feed.Advisories.Count);
        Assert.NotNull(Sample.Feed.GeneratedAt);
        Assert.All(
            Sample.Feed.Releases, release => Assert.True(release is { ReleasedAt: not null, NotesUrl: not null, Components.Count: >= 13 }));
        Assert.All(Sample.Feed.Advisories, advisory => Assert.NotEmpty(advisory.Affected));
    }

    [Theory]
    [InlineData("v1.32.2+rke2r1", "CVE-2025-1974,")]
    [InlineData("v1.34.1+rke2r1", "CVE-2026-53488,CVE-2026-49445,CVE-2026-33413,CVE-2026-4342,CVE-2026-24512,")]
    [InlineData("v1.34.3+rke2r1", "CVE-2026-53488,CVE-2026-49445,CVE-2026-33413,CVE-2026-4342,CVE-2026-24512,")]
    [InlineData("v1.34.10+rke2r1", "CVE-2026-71327,CVE-2026-71324,CVE-2025-1767,CVE-2026-71325,CVE-2024-7598")]
    [InlineData("v1.35.7+rke2r1", "CVE-2026-71327,CVE-2026-71324,CVE-2025-1767,CVE-2026-71325,CVE-2024-7598")]
    public void Old_clients_read_on_each_release_what_affects_it_worst_first(string release, string cves)
    {
        Assert.StartsWith(
            cves, AnswerTo(release).Versions!.Single(version => version!.Name == release)!.ExtraInfo!.Cves, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_gets_the_advisories_of_its_minor_the_minors_before_it_and_the_way_to_a_supported_one()
    {
        var ids = AnswerTo("v1.35.7+rke2r1").Advisories!.Select(advisory => advisory!.Id).ToHashSet();

        Assert.Superset(
            new HashSet<string?> { "CVE-2024-7598", "CVE-2025-1767", "CVE-2026-71324", "CVE-2026-71325", "CVE-2026-71327" }, ids);
        Assert.Contains(AnswerTo("v1.35.7+rke2r1").Covers!, cover => cover is { Component: "runc" });
    }

    [Fact]
    public void Nothing_spares_a_version_that_the_feed_does_not_list()
    {
        Assert.Equal(Sample.Feed.Advisories.Count, AnswerTo("v1.34.99+fork1").Advisories!.Count);
    }

    [Fact]
    public void A_release_newer_than_all_is_still_told_when_its_support_ends()
    {
        Assert.Contains(AnswerTo("v1.35.7+rke2r1").Support!, support => support is { Minor: "1.35", EndOfLife: "2027-02-28" });
    }

    private static Answer AnswerTo(string version)
    {
        var json = PreparedAnswers.Of(Sample, TimeProvider.System).For(ReleaseVersion.TryParse(version)!).In(ContentCoding.Identity);
        return JsonSerializer.Deserialize(json, AnswerJsonContext.Default.Answer)!;
    }
}
