using System.Text.RegularExpressions;
using SecurityResponder.Components;
using SecurityResponder.Feed.Explaining;
using SecurityResponder.Feed.Merging;

namespace SecurityResponder.Feed.Tests.Explaining;

public sealed class ExplainTests(ExplainedFeed shared) : IClassFixture<ExplainedFeed>
{
    private const int Cases = 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Twenty_decisions_lead_to_the_lines_of_their_sources(bool isAffected)
    {
        var decision = isAffected ? ReleaseDecision.Affected : ReleaseDecision.NotAffected;
        var explanations = Shuffled().Where(one => one.Explanation.Decision == decision).Take(Cases).ToList();

        Assert.Equal(Cases, explanations.Count);
        Assert.All(explanations, one => Assert.All(one.Explanation.Components.Where(part => part.Decision == decision), part =>
        {
            if (part.Component is not ("rke2" or "go"))
            {
                Assert.Contains(part.Version!, Line(part.Bundled!), StringComparison.Ordinal);
                Assert.Contains(one.Explanation.Release.ToString(), Line(part.Bundled!), StringComparison.Ordinal);
            }

            Assert.True(IsAbout(part, Line(part.Range!)), $"{part.Range}: {Line(part.Range!)}");
            AssertIsOf(one.Case.Advisory, part.Range!.File);
        }));
    }

    [Fact]
    public void Twenty_exclusions_by_vex_lead_to_the_statement_and_to_the_range_that_it_overrules()
    {
        var explanations = Shuffled().Where(one => one.Explanation.Components.Any(IsByVex)).Take(Cases).ToList();

        Assert.Equal(Cases, explanations.Count);
        Assert.All(explanations, one =>
        {
            var part = one.Explanation.Components.First(IsByVex);
            Assert.Contains("https://example.org/vex", part.Reason, StringComparison.Ordinal);
            AssertIsOf(one.Case.Advisory, part.Range!.File);
            var name = part.Component.Replace("canal-", "", StringComparison.Ordinal);
            Assert.Contains(one.Case.Advisory.Vex, statement => statement.Component.Name == name
                && Line(shared.Explainer.PlacesOf(one.Case.Advisory).Of(statement)!)
                    .Contains(statement.Product!, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Twenty_advisories_lead_to_the_lines_of_entry_severity_and_condition()
    {
        var advisories = shared.Explainer.Feed.Advisories.ToArray();
        new Random(20261130).Shuffle(advisories);
        var conditional = advisories.Where(advisory => advisory.Conditions.Count > 0).ToList();

        Assert.NotEmpty(conditional);
        Assert.All(advisories.Take(Cases).Concat(conditional), advisory =>
        {
            var (origin, places) = (shared.Explainer.OriginOf(advisory), shared.Explainer.PlacesOf(advisory));
            Assert.All(origin.Entries, entry => Assert.Contains(entry.Advisory.Id!, Line(places.Of(entry)), StringComparison.Ordinal));
            Assert.All(advisory.Conditions, condition => AssertIsOf(advisory, places.Of(condition)!));
            AssertIsRated(origin, places.OfSeverity(origin), advisory);
        });
    }

    [Fact]
    public void The_command_prints_the_chain_of_one_release()
    {
        var run = Run.Of(["explain", "GO-2026-5758", "--release", "v1.35.5+rke2r2", .. SharedData.Sources]);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("CVE-2026-53488 (GO-2026-5758, GHSA-xhf5-7wjv-pqxp): ", run.Output, StringComparison.Ordinal);
        Assert.Contains("severity: 9.4 critical, by CNA (GitHub_M); also GitHub 8.7 high (curation", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"entry: Go vulnerability database GO-2026-5758, \S+/GO-2026-5758\.json:\d+\n", run.Output);
        Assert.Contains("v1.35.5+rke2r2: affected, fixed in v1.35.6+rke2r1", run.Output, StringComparison.Ordinal);
        Assert.Contains("containerd v2.2.3-k3s1: affected, in the range >= 2.2.0, < 2.2.5", run.Output, StringComparison.Ordinal);
        Assert.Contains("GO-2026-5758.json:58", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Condition_and_required_action_name_their_line_of_the_curation()
    {
        var windows = Run.Of(["explain", "CVE-2024-5321", .. SharedData.Sources]).Output;
        var action = Run.Of(["explain", "CVE-2023-32186", .. SharedData.Sources]).Output;

        Assert.Matches(@"condition: nodes with windows\. .* \(curation CVE-2024-5321, \S+curation\.yaml:\d+\)\n", windows);
        Assert.Matches(@"required action: .* \(curation CVE-2023-32186, \S+curation\.yaml:\d+\)\n", action);
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

    // A fixed seed: the same cases in every run.
    private IEnumerable<(ExplainedCase Case, ReleaseExplanation Explanation)> Shuffled()
    {
        var all = shared.Cases.ToArray();
        new Random(20261129).Shuffle(all);
        return all.Select(one => (one, shared.Explainer.Explain(one.Advisory, one.Release)));
    }

    private static bool IsByVex(ComponentExplanation part) => part.Reason.StartsWith("VEX: ", StringComparison.Ordinal);

    private static string Line(SourcePlace place) => File.ReadAllLines(place.File)[place.Line!.Value - 1];

    private static void AssertIsOf(Advisories.Advisory advisory, string file) => Assert.Contains(
        advisory.Aliases.Prepend(advisory.Id), id => File.ReadAllText(file).Contains(id, StringComparison.OrdinalIgnoreCase));

    // An entry of the curation begins with its id.
    private static void AssertIsOf(Advisories.Advisory advisory, SourcePlace curated) => Assert.Contains(
        advisory.Aliases.Prepend(advisory.Id), id => Line(curated).Contains($"id: {id}", StringComparison.OrdinalIgnoreCase));

    private static void AssertIsRated(AdvisoryOrigin origin, SourcePlace? place, Advisories.Advisory advisory)
    {
        if (origin.Ratings.Count == 0)
        {
            Assert.Null(place);
        }
        else if (place!.Source.StartsWith("curation", StringComparison.Ordinal))
        {
            AssertIsOf(advisory, place);
            Assert.Contains(origin.Ratings[0].Ratings[0].Score, File.ReadAllLines(place.File)[place.Line!.Value], StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(origin.Ratings[0].Ratings[0].Score, Line(place), StringComparison.Ordinal);
            AssertIsOf(advisory, place.File);
        }
    }

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
