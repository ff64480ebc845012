using System.CommandLine;
using System.Text;
using SecurityResponder.Feed.Building;
using SecurityResponder.Feed.Checking;
using SecurityResponder.Feed.Comparing;
using SecurityResponder.Feed.Explaining;
using SecurityResponder.Feed.Exporting;
using SecurityResponder.Feed.Help;
using SecurityResponder.Feed.Images;
using SecurityResponder.Feed.Reporting;
using SecurityResponder.Feed.Signing;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Streams;
using SecurityResponder.Text;

namespace SecurityResponder.Feed;

/// <summary>The program: each folder with a command adds it here.</summary>
internal static class Program
{
    // An argument such as @file is a value, not a file of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    private static int Main(string[] args)
    {
        using var output = OpenConsole();
        var exitCode = RunSafely(args);
        if (output.Fault is null)
        {
            return exitCode;
        }

        Console.Error.WriteLine($"security-responder-feed: the output cannot be written: {SafeText.Line(output.Fault)}");
        return exitCode == 0 ? 1 : exitCode;
    }

    // A lost result is noticed: a stream that the caller closed is reserved for reading only.
    private static LossyStream OpenConsole()
    {
        StandardStreams.Reserve(FileAccess.Read);
        var output = new LossyStream(Console.OpenStandardOutput());
        Console.SetOut(Writer(output));
        Console.SetError(Writer(new LossyStream(Console.OpenStandardError())));
        return output;
    }

    private static StreamWriter Writer(LossyStream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    // An unhandled exception would print a stack trace and abort the process.
    private static int RunSafely(string[] args)
    {
        try
        {
            return Run(args, Console.Out, Console.Error);
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"security-responder-feed: {SafeText.Line(exception.Message)}");
            return 1;
        }
    }

    /// <summary>Runs the program.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Receives what was asked for.</param>
    /// <param name="error">Receives messages.</param>
    /// <returns>0 for success, 1 for an error that the program found, 2 for invalid arguments.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Makes the feed of the RKE2 Security Responder from primary sources.");
        root.AddBuildCommand(ReportCommand.AddToBuild);
        root.AddCheckCommand();
        root.AddDiffCommand();
        root.AddExplainCommand();
        root.AddSigningCommands();
        root.AddImageCommand();
        root.AddExportCommand();
        root.AddReportCommand();
        root.AddExamples(
            "build --release-notes release-notes --osv all.zip --curation curation.yaml --out feed.json",
            "check feed.json",
            "COMMAND --help");
        root.AddHelpText();

        var result = root.Parse(args, Parsing);
        if (result.Errors.Count > 0)
        {
            error.WriteLine($"security-responder-feed: {result.Errors[0].Message}");
            return 2;
        }

        try
        {
            return result.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (InvalidSourceException exception)
        {
            error.WriteLine($"security-responder-feed: {exception.Message}");
            return 1;
        }
    }
}
