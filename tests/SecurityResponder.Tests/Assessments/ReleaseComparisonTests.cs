using SecurityResponder.Assessments;
using SecurityResponder.Releases;

namespace SecurityResponder.Tests.Assessments;

public sealed class ReleaseComparisonTests
{
    private static readonly ReleaseVersion Old = ReleaseVersion.TryParse("v1.35.1+rke2r1")!;
    private static readonly ReleaseVersion New = ReleaseVersion.TryParse("v1.35.2+rke2r1")!;

    // Between v1.0.1 and v1.0.2 of CoreDNS one advisory ends, one stays and one begins. The other component's versions are unknown in
    // the new release, so that what concerned the old one is undecided there, and what never did is too.
    private static readonly ReleaseComparison Comparison = ReleaseComparison.Of(
        Given.Cluster("v1.35.1+rke2r1"),
        Given.Feed(
            [
                Given.Release("v1.35.1+rke2r1", "\"coredns\": \"v1.0.1\", \"etcd\": \"v3.5.1\""),
                Given.Release("v1.35.2+rke2r1", "\"coredns\": \"v1.0.2\""),
            ],
            [
                Given.Advisory("CVE-2026-1", "coredns", "introduced 0, fixed 1.0.2"),
                Given.Advisory("CVE-2026-2", "coredns", "introduced 0, fixed 1.0.3"),
                Given.Advisory("CVE-2026-3", "coredns", "introduced 1.0.2, fixed 1.0.3"),
                Given.Advisory("CVE-2026-4", "etcd", "introduced 0, fixed 3.5.2"),
                Given.Advisory("CVE-2026-5", "etcd", "introduced 3.5.2, fixed 3.5.3"),
            ]),
        Old,
        New,
        Given.Now);

    [Fact]
    public void What_ends_is_fixed() => Assert.Equal(["CVE-2026-1"], Given.Ids(Comparison.Change.Fixes));

    [Fact]
    public void What_is_open_or_undecided_afterwards_remains() =>
        Assert.Equal(["CVE-2026-2", "CVE-2026-4"], Given.Ids(Comparison.Change.Remains).Order());

    [Fact]
    public void What_begins_is_brought() => Assert.Equal(["CVE-2026-3"], Given.Ids(Comparison.Change.Brings));

    [Fact]
    public void What_was_no_finding_and_cannot_be_decided_afterwards_is_undecided() =>
        Assert.Equal(["CVE-2026-5"], Comparison.Change.Undecided.Select(undecided => undecided.Advisory.Id));
}
