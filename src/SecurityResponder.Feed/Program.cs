using System.CommandLine;
using SecurityResponder.Feed.Building;
using SecurityResponder.Feed.Checking;
using SecurityResponder.Feed.Comparing;
using SecurityResponder.Feed.Explaining;
using SecurityResponder.Feed.Exporting;
using SecurityResponder.Feed.Images;
using SecurityResponder.Feed.Reporting;
using SecurityResponder.Feed.Signing;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed;

/// <summary>The program: each folder with a command adds it here.</summary>
internal static class Program
{
    // An argument such as @file is a value, not a file of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    private static int Main(string[] args) => Run(args, Console.Out, Console.Error);

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
