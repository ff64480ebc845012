using System.CommandLine;
using SecurityResponder.Feed.Building;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Explaining;
using SecurityResponder.Feed.Merging;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting;

/// <summary>The command <c>report</c>.</summary>
internal static class ReportCommand
{
    /// <summary>Adds the command.</summary>
    public static void AddReportCommand(this RootCommand root)
    {
        var command = new Command("report", "Writes the CVEs of each release as Markdown and as a static web site.");
        var feed = new Argument<string>("FEED") { Description = "the feed" };
        var output = new Option<string>("--out")
        {
            Description = "the folder to write; an older report in it is replaced",
            Required = true,
            HelpName = "DIR",
        };
        var baseUrl = new Option<string?>("--base-url")
        {
            Description = "the address of the site, e.g. https://example.org/rke2/, for the Atom feed",
            HelpName = "URL",
        };
        var previous = new Option<string?>("--previous") { Description = "an older feed; the report lists the changes", HelpName = "FEED" };
        command.Arguments.Add(feed);
        command.Options.Add(output);
        command.Options.Add(baseUrl);
        command.Options.Add(previous);
        command.Validators.Add(result =>
        {
            if (result.GetValue(baseUrl) is { } url && Address(url) is null)
            {
                result.AddError($"--base-url {SafeText.Line(url)}: expected an address such as https://example.org/rke2/");
            }
        });
        command.SetAction(result =>
        {
            var file = SourceReader.Single(result.GetValue(feed)!);
            var old = result.GetValue(previous) is { } path ? FeedFile.Parse(SourceReader.Single(path)) : null;
            var content = SiteContent.Of(FeedFile.ReadAnswer(file), old, null);
            Write(content, file.Bytes, result.GetValue(output)!, Address(result.GetValue(baseUrl)), result.InvocationConfiguration.Output);
        });
        root.Subcommands.Add(command);
    }

    /// <summary>Writes the report of a feed that was built now: its pages explain each decision.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sources">The sources of the feed.</param>
    /// <param name="built">The feed.</param>
    /// <param name="output">Receives a summary.</param>
    public static void WriteReport(string folder, CollectedSources sources, BuiltFeed built, TextWriter output) =>
        Write(SiteContent.Of(built.Answer, null, new Explainer(sources, built)), FeedFile.ToBytes(built.Answer), folder, null, output);

    private static void Write(SiteContent content, byte[] feed, string folder, string? baseUrl, TextWriter output)
    {
        SiteFolder.Replace(folder, Site.Files(content, feed, baseUrl));
        output.WriteLine(SafeText.Line($"{folder}: report about {content.Releases.Count} releases and {content.Cves.Count} CVEs"));
    }

    // With a slash at the end; null for text that is no web address, and for null.
    private static string? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Query == "" && uri.Fragment == ""
            ? uri.AbsoluteUri.TrimEnd('/') + "/" : null;
}
