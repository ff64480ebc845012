using System.CommandLine;
using SecurityResponder.Feed.Building;
using SecurityResponder.Feed.Collecting;
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

            var errors = issues.Count(issue => issue.IsError);
            result.InvocationConfiguration.Output.WriteLine($"{errors} errors, {issues.Count - errors} warnings");
            return issues.Any(issue => issue.IsError || result.GetValue(strict)) ? 1 : 0;
        });
        root.Subcommands.Add(command);
    }

    private static List<Issue> Check(string path, SourcePaths sources)
    {
        var file = SourceReader.Single(path);
        var issues = FeedChecker.Check(file, FeedFile.ReadAnswer(file), TimeProvider.System.GetUtcNow()).ToList();
        issues.AddRange(FindingChecker.Size(file.Name, file.Bytes.Length) is { } size ? [size] : []);
        if (sources.Curation is not null)
        {
            var collected = new SourceCollector(sources, _ => { }).Collect();
            issues.RemoveAll(issue => collected.Curation.Accepted.Any(accepted => accepted.Subject == issue.Subject));
            issues.AddRange(CurationChecker.Check(collected));
        }

        return issues;
    }
}
