using System.Globalization;
using SecurityResponder.Components;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Checking;

/// <summary>Checks the shape of a feed, and whether its content makes sense.</summary>
/// <param name="file">The feed.</param>
/// <param name="answer">Its document.</param>
/// <param name="now">The current time.</param>
internal sealed class FeedChecker(SourceFile file, Answer answer, DateTimeOffset now)
{
    private readonly List<Issue> _issues = [];
    private readonly FeedLines _lines = new(file);

    /// <summary>The issues, in the order of the checks.</summary>
    /// <param name="file">The feed.</param>
    /// <param name="answer">Its document.</param>
    /// <param name="accepted">The ids of advisories that nobody rates (<see cref="Curation.AcceptedIssue"/>).</param>
    /// <param name="now">The current time.</param>
    public static IReadOnlyList<Issue> Check(SourceFile file, Answer answer, IReadOnlySet<string> accepted, DateTimeOffset now)
    {
        var checker = new FeedChecker(file, answer, now);
        checker.Document();
        foreach (var release in answer.Versions!.OfType<AnswerVersion>())
        {
            checker.Release(release);
        }

        foreach (var advisory in (answer.Advisories ?? []).OfType<AnswerAdvisory>())
        {
            checker.Advisory(advisory);
        }

        var feed = Feeds.Feed.FromAnswer(answer);
        checker._issues.AddRange(FindingChecker.Check(file.Name, feed, checker._lines, accepted, now));
        return checker._issues;
    }

    private void Document()
    {
        if (answer.SchemaVersion is null)
        {
            Error(null, "the feed has no schemaVersion");
        }

        Date("generated", answer.Generated, "the feed", null, isRequired: true);
        foreach (var support in (answer.Support ?? []).OfType<AnswerSupport>())
        {
            if (!MinorVersion.TryParse(support.Minor, out _) || !IsDay(support.EndOfLife))
            {
                Error(_lines.Of(support.Minor), $"the support of {support.Minor ?? "a minor"} has no minor such as 1.35 or no last day");
            }
        }

        foreach (var source in (answer.Sources ?? []).OfType<AnswerSource>())
        {
            if (source.Sha256 is { } digest && (digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower)))
            {
                Error(_lines.Of(source.Name), $"the digest of {source.Name} is not 64 hexadecimal digits");
            }

            Date("date", source.Date, source.Name ?? "a source", source.Name, isRequired: false);
        }
    }

    private void Release(AnswerVersion release)
    {
        if (ReleaseVersion.TryParse(release.Name) is not { IsRke2: true } version)
        {
            Error(_lines.Of(release.Name), $"{release.Name ?? "a release without a name"} is no release of RKE2");
            return;
        }

        Date("releaseDate", release.ReleaseDate, version.ToString(), release.Name, isRequired: false);
        if (release.Components is null or { Count: 0 })
        {
            Error(_lines.Of(release.Name), $"{version} lists no components");
            return;
        }

        foreach (var (name, text) in release.Components.Where(pair => ComponentVersion.TryParse(pair.Value) is null))
        {
            Error(_lines.Of(release.Name), $"{name} of {version} has no version: {text}");
        }

        if (release.MinUpgradableVersion is { Length: > 0 } oldest && ReleaseVersion.TryParse(oldest) is null)
        {
            Error(_lines.Of(release.Name), $"the oldest version that can upgrade to {version} is no version: {oldest}");
        }
    }

    private void Advisory(AnswerAdvisory advisory)
    {
        var id = advisory.Id ?? "an advisory without an id";
        Date("published", advisory.Published, id, advisory.Id, isRequired: false);
        Date("modified", advisory.Modified, id, advisory.Id, isRequired: false);
        if (advisory.Affected is null or { Count: 0 })
        {
            Error(_lines.Of(advisory.Id), $"{id} affects no package");
        }

        foreach (var condition in (advisory.DatabaseSpecific?.Conditions ?? []).OfType<AnswerCondition>())
        {
            if (condition.Component is { } name && Component.TryParse(name) is null)
            {
                Error(_lines.Of(advisory.Id), $"a condition of {id} is about {name}, which is no component");
            }
        }
    }

    private void Date(string key, string? text, string subject, string? place, bool isRequired)
    {
        if (string.IsNullOrEmpty(text))
        {
            if (isRequired)
            {
                Error(null, $"{subject} has no {key}");
            }
        }
        else if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            Error(_lines.Of(place), $"{key} of {subject} is no date: {text}");
        }
        else if (date > now.AddDays(1))
        {
            Error(_lines.Of(place), $"{key} of {subject} is in the future: {text}");
        }
    }

    private static bool IsDay(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private void Error(long? line, string sentence) => _issues.Add(new Issue(IssueLevel.Error, file.Name, line, sentence));
}
