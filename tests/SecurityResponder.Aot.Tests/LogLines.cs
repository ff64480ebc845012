using System.Text.RegularExpressions;

namespace SecurityResponder.Aot.Tests;

/// <summary>A line of the client's log.</summary>
/// <param name="Level"><c>info</c>, <c>warning</c> or <c>error</c>.</param>
/// <param name="Message">The constant phrase.</param>
/// <param name="Text">The whole line.</param>
internal sealed record LogLine(string Level, string Message, string Text);

/// <summary>Reads a log in logfmt. What is no line of a log, such as a stack trace, fails the test.</summary>
internal static partial class LogLines
{
    public static IReadOnlyList<LogLine> Of(Command run) =>
        [.. run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    private static LogLine Parse(string line)
    {
        Match match = Line().Match(line);
        Assert.True(match.Success, "no line of a log: " + line);
        return new LogLine(match.Groups["level"].Value, match.Groups["message"].Value, line);
    }

    [GeneratedRegex("""^time="[^"]+" level=(?<level>\w+) msg="?(?<message>[^"]*?)"?( \w+=("([^"\\]|\\.)*"|[^ "]+))* event=\d+$""")]
    private static partial Regex Line();
}
