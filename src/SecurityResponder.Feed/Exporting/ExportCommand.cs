using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using SecurityResponder.Feed.Building;
using SecurityResponder.Feed.Help;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Protocol;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Exporting;

/// <summary>The command <c>export</c>.</summary>
internal static class ExportCommand
{
    // A version contains a plus sign, which the default encoder escapes.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly AnswerJsonContext Config = new(
        new JsonSerializerOptions(AnswerJsonContext.Default.Options) { Encoder = Encoder, WriteIndented = true });

    private static readonly ExportJsonContext Vex = new(new JsonSerializerOptions(ExportJsonContext.Default.Options) { Encoder = Encoder });

    /// <summary>Adds the command.</summary>
    public static void AddExportCommand(this RootCommand root)
    {
        var command = new Command("export", "Prints a feed in another format.");
        command.AddExamples(
            "export feed.json --format longhorn --top 5",
            "export feed.json --format csv");
        var feed = new Argument<string>("FEED") { Description = "the feed" };
        var format = new Option<string>("--format") { Description = "longhorn, openvex or csv", Required = true };
        format.AcceptOnlyFromAmong("longhorn", "openvex", "csv");
        var top = new Option<int?>("--top")
        {
            Description = "longhorn: at most N ids for each release, by exploitation, EPSS, severity and date",
            HelpName = "N",
        };
        command.Arguments.Add(feed);
        command.Options.Add(format);
        command.Options.Add(top);
        command.SetAction(result => Export(
            SourceReader.Single(result.GetValue(feed)!), result.GetValue(format)!, result.GetValue(top),
            result.InvocationConfiguration.Output));
        root.Subcommands.Add(command);
    }

    private static void Export(SourceFile file, string format, int? top, TextWriter output)
    {
        var feed = FeedFile.Parse(file);
        switch (format)
        {
            case "longhorn": output.WriteLine(JsonSerializer.Serialize(LonghornConfig.Of(feed, top), Config.Answer)); break;
            case "openvex": output.WriteLine(JsonSerializer.Serialize(VexDocument.Of(feed, file.Sha256), Vex.VexDocument)); break;
            default:
                foreach (var line in CsvTable.Of(feed))
                {
                    output.WriteLine(SafeText.Line(line));
                }

                break;
        }
    }
}
