using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityResponder.Feed.Building;
using SecurityResponder.Feed.Help;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Comparing;

/// <summary>The command <c>diff</c>.</summary>
internal static class DiffCommand
{
    private static readonly DifferenceJsonContext Json = new(new JsonSerializerOptions(DifferenceJsonContext.Default.Options)
    {
        // A version contains a plus sign.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Adds the command.</summary>
    public static void AddDiffCommand(this RootCommand root)
    {
        var command = new Command("diff", "Prints what changed from one feed to another.");
        command.AddExamples(
            "diff old.json feed.json",
            "diff --format markdown old.json feed.json");
        var old = new Argument<string>("OLD") { Description = "the old feed" };
        var current = new Argument<string>("NEW") { Description = "the new feed" };
        var format = new Option<string>("--format") { Description = "text, markdown or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "markdown", "json");
        command.Arguments.Add(old);
        command.Arguments.Add(current);
        command.Options.Add(format);
        command.SetAction(result =>
        {
            var changes = FeedDifference.Of(Read(result.GetValue(old)!), Read(result.GetValue(current)!));
            Write(changes, result.GetValue(format)!, result.InvocationConfiguration.Output);
        });
        root.Subcommands.Add(command);
    }

    private static Feeds.Feed Read(string path) => FeedFile.Parse(SourceReader.Single(path));

    private static void Write(IReadOnlyList<Change> changes, string format, TextWriter output)
    {
        switch (format)
        {
            case "json": output.WriteLine(JsonSerializer.Serialize(changes, Json.IReadOnlyListChange)); break;
            case "markdown": WriteMarkdown(changes, output); break;
            default: WriteLines(changes.Select(change => change.ToString()), output); break;
        }
    }

    private static void WriteMarkdown(IReadOnlyList<Change> changes, TextWriter output)
    {
        WriteLines(changes.Count == 0 ? ["No changes."] : ["| subject | change |", "| --- | --- |"], output);
        WriteLines(changes.Select(change => $"| {Cell(change.Subject)} | {Cell(Sign(change) + change.Text)} |"), output);
    }

    private static string Sign(Change change) => change.Kind switch
    {
        ChangeKind.FindingAdded => $"+{change.Id} ",
        ChangeKind.FindingRemoved => $"-{change.Id} ",
        _ => "",
    };

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static void WriteLines(IEnumerable<string> lines, TextWriter output)
    {
        foreach (var line in lines)
        {
            output.WriteLine(SafeText.Line(line));
        }
    }
}

/// <summary>JSON of changes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Change>))]
internal sealed partial class DifferenceJsonContext : JsonSerializerContext;
