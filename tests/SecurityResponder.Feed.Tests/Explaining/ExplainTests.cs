using System.Text.RegularExpressions;
using SecurityResponder.Components;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Explaining;
using SecurityResponder.Feed.Merging;

namespace SecurityResponder.Feed.Tests.Explaining;

public sealed class ExplainTests
{
    private static readonly Lazy<Explainer> Shared = new(() =>
    {
        var sources = new SourceCollector(
            new SourcePaths
            {
                ReleaseNotes = [SharedData.At("data/rke2/release-notes")],
                Osv = [SharedData.At("data/osv"), SharedData.At("data/ghsa"), SharedData.At("data/kubernetes/cve-osv")],
                Cve = [SharedData.At("data/cve")],
                Curation = SharedData.Repository("curation.yaml"),
            },
            _ => { }).Collect();
        return new Explainer(sources, FeedMerger.Merge(sources, null, []));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Twenty_decisions_lead_to_the_lines_of_their_sources(bool isAffected)
    {
        var decision = isAffected ? ReleaseDecision.Affected : ReleaseDecision.NotAffected;
        var all = (from advisory in Shared.Value.Feed.Advisories
                   from release in Shared.Value.Feed.Releases
                   select (advisory, release)).ToArray();
        // A fixed seed: the same cases in every run.
        new Random(20261129).Shuffle(all);
        var explanations = all.Select(pair => (pair.advisory, pair.release, explanation: Shared.Value.Explain(pair.advisory, pair.release)))
            .Where(one => one.explanation.Decision == decision).Take(20).ToList();

        Assert.Equal(20, explanations.Count);
        Assert.All(explanations, one => Assert.All(one.explanation.Components.Where(part => part.Decision == decision), part =>
        {
            if (part.Component is not ("rke2" or "go"))
            {
                Assert.Contains(part.Version!, Line(part.Bundled!), StringComparison.Ordinal);
                Assert.Contains(one.release.Version.ToString(), Line(part.Bundled!), StringComparison.Ordinal);
            }

            Assert.True(IsAbout(part, Line(part.Range!)), $"{part.Range}: {Line(part.Range!)}");
        }));
    }

    [Fact]
    public void The_command_prints_the_chain_of_one_release()
    {
        var run = Run.Of(["explain", "GO-2026-5758", "--release", "v1.35.5+rke2r2", .. SharedData.Sources]);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("CVE-2026-53488 (GO-2026-5758, GHSA-xhf5-7wjv-pqxp): ", run.Output, StringComparison.Ordinal);
        Assert.Contains("severity: 9.4 critical, by CNA (GitHub_M); also GitHub 8.7 high", run.Output, StringComparison.Ordinal);
        Assert.Contains("v1.35.5+rke2r2: affected, fixed in v1.35.6+rke2r1", run.Output, StringComparison.Ordinal);
        Assert.Contains("containerd v2.2.3-k3s1: affected, in the range >= 2.2.0, < 2.2.5", run.Output, StringComparison.Ordinal);
        Assert.Contains("GO-2026-5758.json:58", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CVE-1999-1", null, "no source has an entry about a component of RKE2")]
    [InlineData("CVE-2026-53488", "v9.9.9+rke2r1", "the release notes do not list this release")]
    public void What_is_not_there_is_said(string id, string? release, string message)
    {
        var run = Run.Of(["explain", id, .. release is null ? (string[])[] : ["--release", release], .. SharedData.Sources]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private static string Line(SourcePlace place) => File.ReadAllLines(place.File)[place.Line!.Value - 1];

    // The last bound of the range, or a package of the component where no range contains the version.
    private static bool IsAbout(ComponentExplanation part, string line)
    {
        if (part.Reason.StartsWith("in the range >", StringComparison.Ordinal)
            || part.Reason.StartsWith("in the range <", StringComparison.Ordinal))
        {
            return line.Contains(part.Reason.Split(' ')[^1], StringComparison.Ordinal);
        }

        var name = part.Component.Replace("canal-", "", StringComparison.Ordinal);
        var module = Regex.Replace(line.Trim(' ', ',', '"').Split('"')[^1], "/v[0-9]+$", "");
        return line.Contains(name, StringComparison.OrdinalIgnoreCase) || Component.OfModule(module)?.Name == name;
    }
}
