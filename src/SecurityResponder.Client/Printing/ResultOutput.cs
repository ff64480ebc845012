using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Logging;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Printing;

/// <summary>Prints the result or the plans of a run, and decides about <c>--fail-on</c>.</summary>
/// <param name="options">The formats.</param>
/// <param name="output">Standard output.</param>
/// <param name="terminal">What it is connected to.</param>
/// <param name="logger">The log.</param>
internal sealed partial class ResultOutput(ClientOptions options, TextWriter output, Terminal terminal, ILogger logger)
{
    /// <summary>Whether anything is printed. A log in JSON is for programs: then a text is printed only when asked for.</summary>
    public bool Prints => options.PrintsPlan || Format is not null;

    private OutputFormat? Format => options.Output ?? (options.LogFormat == LogFormat.Json ? null : OutputFormat.Text);

    /// <summary>Prints the result.</summary>
    public void Print(Result result)
    {
        if (options.PrintsPlan)
        {
            output.Write(UpgradePlans.Of(result, options.Plan));
        }
        else if (Format is { } format)
        {
            new ResultPrinter(output, terminal).Print(result, format);
        }
    }

    /// <summary>Whether a condition of <c>--fail-on</c> is met; logs which.</summary>
    public bool IsFailed(Result result)
    {
        IReadOnlyList<string> met =
            options.FailOn is { } conditions ? ExitCondition.Met(result.Assessment, conditions, options.IgnoresUnknown) : [];
        if (met.Count > 0)
        {
            Log.Met(logger, string.Join(", ", met));
        }

        return met.Count > 0;
    }

    private static partial class Log
    {
        [LoggerMessage(405, LogLevel.Error, "a condition of --fail-on is met")]
        public static partial void Met(ILogger logger, string conditions);
    }
}
