using System.CommandLine;
using System.Globalization;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Help;
using SecurityResponder.Feed.Merging;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Releases;
using SecurityResponder.Text;
using Spectre.Console;

namespace SecurityResponder.Feed.Building;

/// <summary>The command <c>build</c>.</summary>
internal static class BuildCommand
{
    /// <summary>Adds the command.</summary>
    /// <param name="root">The program.</param>
    /// <param name="addReport">Adds the options of a report to the command, and returns what writes the report.</param>
    public static void AddBuildCommand(
        this RootCommand root, Func<Command, Action<ParseResult, CollectedSources, BuiltFeed>> addReport)
    {
        var command = new Command("build", "Makes a feed from its sources. The same sources give the same bytes.");
        command.AddExamples(
            "build --release-notes release-notes --osv all.zip --cve cve --curation curation.yaml --out feed.json",
            "build --release-notes release-notes --osv all.zip --minors 1.34 1.35 --affecting-only --out feed.json");
        var sources = new SourceOptions(command);
        var output = new Option<string>("--out") { Description = "the feed to write", Required = true, HelpName = "FILE" };
        var date = new Option<string?>("--date")
        {
            Description = "time of the feed, RFC 3339; by default the newest date inside the sources",
            HelpName = "TIME",
        };
        var minors = new Option<string[]>("--minors")
        {
            Description = "minors whose releases are included, e.g. 1.34 1.35; by default all",
            HelpName = "MINOR",
            AllowMultipleArgumentsPerToken = true,
        };
        var affecting = new Option<bool>("--affecting-only") { Description = "leave out advisories that affect none of the releases" };
        command.Options.Add(affecting);
        command.Options.Add(output);
        command.Options.Add(date);
        command.Options.Add(minors);
        var writeReport = addReport(command);
        command.Validators.Add(result => Validate(result.GetValue(date), result.GetValue(minors) ?? [], result.AddError));
        command.SetAction(result =>
        {
            var collected = Collect(sources.Read(result), result.InvocationConfiguration.Error);
            var feed = FeedMerger.Merge(collected, Instant(result.GetValue(date)), Minors(result.GetValue(minors) ?? []));
            feed = result.GetValue(affecting) ? AffectingAdvisories.Of(feed) : feed;
            writeReport(result, collected, feed);
            var path = result.GetValue(output)!;
            FeedFile.Write(path, FeedFile.ToBytes(feed.Answer));
            Summarize(feed, path, result.InvocationConfiguration.Output);
        });
        root.Subcommands.Add(command);
    }

    /// <summary>Reads the sources, with progress on a terminal.</summary>
    /// <param name="paths">The sources.</param>
    /// <param name="error">Receives the progress.</param>
    public static CollectedSources Collect(SourcePaths paths, TextWriter error)
    {
        if (error != Console.Error || Console.IsErrorRedirected)
        {
            return new SourceCollector(paths, _ => { }).Collect();
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Status().Start("Reading", status =>
            new SourceCollector(paths, name => status.Status(Markup.Escape("Reading " + name))).Collect());
    }

    private static void Validate(string? date, string[] minors, Action<string> addError)
    {
        if (date is not null && Instant(date) is null)
        {
            addError($"--date {SafeText.Line(date)}: expected a time such as 2026-11-24T06:00:00Z");
        }

        if (Array.Find(minors, minor => !MinorVersion.TryParse(minor, out _)) is { } invalid)
        {
            addError($"--minors {SafeText.Line(invalid)}: expected a minor such as 1.35");
        }
    }

    private static DateTimeOffset? Instant(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : null;

    private static HashSet<MinorVersion> Minors(string[] texts) =>
        [.. texts.Select(text => MinorVersion.TryParse(text, out var minor) ? minor : throw InvalidSourceException.Of(text, "no minor"))];

    private static void Summarize(BuiltFeed feed, string path, TextWriter output)
    {
        foreach (var remark in feed.Remarks)
        {
            output.WriteLine(SafeText.Line(remark.ToString()));
        }

        var unrated = feed.Answer.Advisories!.Count(advisory => advisory!.Severity is null && advisory.DatabaseSpecific?.Severity is null);
        output.WriteLine(SafeText.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: {feed.Answer.Versions!.Count} releases, {feed.Answer.Advisories!.Count} advisories ({unrated} unrated), "
                + $"{new FileInfo(path).Length} bytes, dated {feed.Answer.Generated ?? "unknown"}")));
    }
}
