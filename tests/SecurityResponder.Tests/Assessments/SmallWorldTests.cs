using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Components;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Tests.Assessments;

/// <summary>Every feed of three minors with two patches each, with every combination of open findings and of support: the recommendation
/// follows the written order, which <see cref="Expected"/> states a second time.</summary>
public sealed class SmallWorldTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Ended = new(2026, 10, 1);
    private static readonly DateOnly Later = new(2027, 10, 1);

    private static readonly ReleaseVersion[] Versions =
    [
        .. from minor in new[] { 33, 34, 35 }
           from patch in new[] { 1, 2 }
           select ReleaseVersion.TryParse($"v1.{minor}.{patch}+rke2r1")!,
    ];

    // One advisory per release and state: it affects exactly this release.
    private static readonly Advisory[][] Advisories =
    [
        .. Versions.Select(version => new[]
        {
            Affecting(version, "LOW", SeverityLevel.Low, false),
            Affecting(version, "CRITICAL", SeverityLevel.Critical, false),
            Affecting(version, "EXPLOITED", SeverityLevel.Critical, true),
        }),
    ];

    /// <summary>What is open in a release.</summary>
    private enum Open
    {
        None,
        Low,
        Critical,
        Exploited,
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_recommendation_follows_the_written_order(int installed)
    {
        // What is open in older releases does not matter.
        foreach (var later in Combinations<Open>(Versions.Length - installed))
        {
            Open[] open = [.. Enumerable.Repeat(Open.None, installed), .. later];
            foreach (var support in Combinations<SupportState>(3))
            {
                var assessment = Assessment.Of(Given.Cluster(Versions[installed].ToString()), FeedOf(open, support, []), Now);
                var expected = Expected(installed, open, support);
                Assert.True(
                    expected == Found(assessment),
                    $"{Versions[installed]} with {string.Join(',', open)} and {string.Join(',', support)}: "
                    + $"expected {expected}, found {Found(assessment)}");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_release_that_cannot_be_taken_is_never_recommended(bool isPrime)
    {
        // Each of the five later releases may be withdrawn, a pre-release, barred, for Prime customers only, or free.
        foreach (var marks in Combinations<Mark>(Versions.Length - 1))
        {
            var feed = FeedOf([Open.Exploited, .. Enumerable.Repeat(Open.None, Versions.Length - 1)], [SupportState.Ended, 0, 0], marks);
            var assessment = Assessment.Of(Given.Cluster(Versions[0].ToString()) with { IsPrime = isPrime }, feed, Now);
            var taken = new[] { assessment.Recommended, assessment.Patch, assessment.NextMinor, assessment.Recommendation.Interim }
                .OfType<Upgrade>().SelectMany(upgrade => upgrade.Path.Append(upgrade.Release)).ToList();
            Assert.All(taken, release =>
            {
                Assert.False(release.IsWithdrawn || release.Version.IsPrerelease || (release.IsPrimeOnly && !isPrime));
                Assert.True(release.MinUpgradable is null, $"{release.Version} is barred");
            });
            // Everything that can be taken is better than the installed release. If nothing can be taken, the reason is named.
            Assert.Equal(taken.Count == 0, assessment.Recommended is null);
            Assert.True(assessment.Recommended is not null || assessment.Recommendation.Reason is { Code: not "NewestKnown" });
        }
    }

    private enum SupportState
    {
        Supported,
        Ended,
        Unknown,
    }

    private enum Mark
    {
        Free,
        Withdrawn,
        Prerelease,
        Barred,
        Prime,
    }

    // advice.md, section 5, word for word.
    private static string Expected(int installed, Open[] open, SupportState[] support)
    {
        var minor = installed / 2;
        var patch = installed % 2 == 0 ? installed + 1 : (int?)null;
        var next = minor < 2 ? ((minor + 1) * 2) + 1 : (int?)null;
        if (support[minor] == SupportState.Ended)
        {
            var later = Enumerable.Range(minor + 1, 2 - minor).ToList();
            var target = later.Cast<int?>().FirstOrDefault(one => support[one!.Value] == SupportState.Supported)
                ?? later.Cast<int?>().FirstOrDefault(one => support[one!.Value] == SupportState.Unknown);
            if (target is { } first)
            {
                var path = Enumerable.Range(minor + 1, first - minor).Select(one => Versions[(one * 2) + 1]);
                var interim = patch is not null && open[installed] >= Open.Critical ? $" by {Versions[patch.Value]}" : "";
                return string.Join(" > ", path) + interim;
            }
        }

        var best = new[] { installed, patch, next }.OfType<int>().Min(one => Urgency(open[one]));
        var isTie = patch is { } candidate && Urgency(open[candidate]) == best;
        // A patch that would bring something worse than it fixes counts only when staying is worse.
        if (isTie && (open[patch!.Value] <= open[installed] || open[patch.Value] == Open.None || Urgency(open[installed]) > best))
        {
            return Versions[patch.Value].ToString();
        }

        return Urgency(open[installed]) == best ? "stay" : Versions[next!.Value].ToString();
    }

    private static int Urgency(Open open) => open switch { Open.Exploited => 2, Open.Critical => 1, _ => 0 };

    private static string Found(Assessment assessment) => assessment.Recommended is not { } upgrade
        ? "stay"
        : string.Join(" > ", upgrade.Path.Select(release => release.Version))
            + (assessment.Recommendation.Interim is { } interim ? $" by {interim.Release.Version}" : "");

    private static Feed FeedOf(Open[] open, SupportState[] support, Mark[] marks)
    {
        var releases = Versions.Select((version, index) => Marked(version, index == 0 || marks.Length == 0 ? Mark.Free : marks[index - 1]));
        return new Feed
        {
            GeneratedAt = Now,
            Releases = [.. releases.Reverse()],
            Advisories = [.. open.Select((state, index) => state == Open.None ? null : Advisories[index][(
                int)state - 1]).OfType<Advisory>()],
            LastDays = support.Select((state, index) => (Minor: new MinorVersion(1, 33 + index), State: state))
                .Where(entry => entry.State != SupportState.Unknown)
                .ToDictionary(entry => entry.Minor, entry => entry.State == SupportState.Ended ? Ended : Later),
        };
    }

    private static Release Marked(ReleaseVersion version, Mark mark) => new()
    {
        Version = mark == Mark.Prerelease ? ReleaseVersion.TryParse(version.ToString().Replace("+", "-rc1+"))! : version,
        IsWithdrawn = mark == Mark.Withdrawn,
        IsPrimeOnly = mark == Mark.Prime,
        MinUpgradable = mark == Mark.Barred ? ReleaseVersion.TryParse("v1.36.0+rke2r1") : null,
    };

    private static Advisory Affecting(ReleaseVersion version, string name, SeverityLevel level, bool isExploited) => new()
    {
        Id = $"{name}-{version}",
        Severity = new Severity(level),
        IsExploited = isExploited,
        Affected = [new AffectedComponent { Component = Component.Rke2, Versions = [ComponentVersion.TryParse(version.ToString())!] }],
    };

    private static IEnumerable<T[]> Combinations<T>(int length)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        for (var number = 0; number < Math.Pow(values.Length, length); number++)
        {
            yield return
            [
                .. Enumerable.Range(0, length).Select(place => values[number / (int)Math.Pow(values.Length, place) % values.Length]),
            ];
        }
    }
}
