using System.CommandLine;
using SecurityResponder.Feed.Building;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Explaining;
using SecurityResponder.Feed.Help;
using SecurityResponder.Feed.Merging;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting;

/// <summary>The command <c>report</c>, and the report of <c>build</c>.</summary>
internal static class ReportCommand
{
    /// <summary>Adds the command.</summary>
    public static void AddReportCommand(this RootCommand root)
    {
        var command = new Command("report", "Writes the CVEs of each release as Markdown and as a static web site.");
        command.AddExamples(
            "report feed.json --out site",
            "report feed.json --previous old.json --base-url https://example.org/ --out site");
        var feed = new Argument<string>("FEED") { Description = "the feed" };
        command.Arguments.Add(feed);
        var options = new ReportOptions(command, "--out", isRequired: true);
        command.SetAction(result =>
        {
            var file = SourceReader.Single(result.GetValue(feed)!);
            Write(result, options, SiteContent.Of(FeedFile.ReadAnswer(file), options.Previous(result), null), file.Bytes);
        });
        root.Subcommands.Add(command);
    }

    /// <summary>Adds the options of a report to <c>build</c>.</summary>
    /// <returns>Writes the report, if it is asked for. Its pages explain each decision.</returns>
    public static Action<ParseResult, CollectedSources, BuiltFeed> AddToBuild(Command build)
    {
        var options = new ReportOptions(build, "--report", isRequired: false);
        return (result, sources, built) =>
        {
            if (options.Folder(result) is not null)
            {
                var content = SiteContent.Of(built.Answer, options.Previous(result), new Explainer(sources, built));
                Write(result, options, content, FeedFile.ToBytes(built.Answer));
            }
        };
    }

    private static void Write(ParseResult result, ReportOptions options, SiteContent content, byte[] feed)
    {
        var folder = options.Folder(result)!;
        SiteFolder.Replace(folder, Site.Files(content, feed, options.BaseUrl(result)));
        result.InvocationConfiguration.Output.WriteLine(
            SafeText.Line($"{folder}: report about {content.Releases.Count} releases and {content.Cves.Count} CVEs"));
    }
}
