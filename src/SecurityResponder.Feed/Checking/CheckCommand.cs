using System.CommandLine;
using SecurityResponder.Feed.Building;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Help;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Checking;

/// <summary>The command <c>check</c>.</summary>
internal static class CheckCommand
{
    /// <summary>Adds the command.</summary>
    public static void AddCheckCommand(this RootCommand root)
    {
        var command = new Command("check", "Checks a feed, and with the options of build also the curation file. Errors end with 1.");
        command.AddExamples(
            "check feed.json",
            "check --strict feed.json --curation curation.yaml --release-notes release-notes --osv all.zip");
        var feed = new Argument<string>("FEED") { Description = "the feed" };
        var strict = new Option<bool>("--strict") { Description = "warnings end with 1, too" };
        command.Arguments.Add(feed);
        command.Options.Add(strict);
        var sources = new SourceOptions(command);
        command.SetAction(result =>
        {
            var issues = Check(result.GetValue(feed)!, sources.Read(result));
            foreach (var issue in issues)
            {
                result.InvocationConfiguration.Output.WriteLine(SafeText.Line(issue.ToString()));
            }

            result.InvocationConfiguration.Output.WriteLine(Summary(issues));
            var worst = result.GetValue(strict) ? IssueLevel.Warning : IssueLevel.Error;
            return issues.Exists(issue => issue.Level <= worst) ? 1 : 0;
        });
        root.Subcommands.Add(command);
    }

    private static List<Issue> Check(string path, SourcePaths sources)
    {
        var file = SourceReader.Single(path);
        var answer = FeedFile.ReadAnswer(file);
        var collected = sources.Curation is null ? null : new SourceCollector(sources, _ => { }).Collect();
        var accepted = (collected?.Curation.Accepted ?? []).Select(one => one.Subject).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<Issue> issues =
        [
            .. FeedChecker.Check(file, answer, accepted, TimeProvider.System.GetUtcNow()),
            .. FindingChecker.Size(file.Name, file.Bytes.Length) is { } size ? (Issue[])[size] : [],
        ];
        return
        [
            .. issues.Where(issue => issue.Subject is null || !accepted.Contains(issue.Subject)),
            .. collected is null ? [] : CurationChecker.Check(collected, new CheckedFeed(answer, issues)),
        ];
    }

    private static string Summary(List<Issue> issues)
    {
        int Count(IssueLevel level) => issues.Count(issue => issue.Level == level);
        return $"{Count(IssueLevel.Error)} errors, {Count(IssueLevel.Warning)} warnings"
            + (Count(IssueLevel.Note) is var notes and > 0 ? $", {notes} notes" : "");
    }
}
