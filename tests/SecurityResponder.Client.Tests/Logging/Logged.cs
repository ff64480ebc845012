using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Logging;

namespace SecurityResponder.Client.Tests.Logging;

/// <summary>Events written by the real logger.</summary>
internal static partial class Logged
{
    /// <summary>The line of an event with one string, without the line end.</summary>
    public static string Text(LogFormat format, string? value) => Written(format, logger => OneText(logger, value));

    /// <summary>The line of an event with one number and one boolean.</summary>
    public static string Numbers(LogFormat format, int count, bool known) => Written(format, logger => OneNumber(logger, count, known));

    /// <summary>The line of a debug event with a minimum level.</summary>
    public static string Debug(LogLevel least) => Written(LogFormat.Logfmt, Whispered, least);

    private static string Written(LogFormat format, Action<ILogger> log, LogLevel least = LogLevel.Information)
    {
        using var output = new StringWriter { NewLine = "\n" };
        log(new LineLogger(output, format, least, new AutoAdvancingTime()));
        var text = output.ToString();
        Assert.True(text.Length == 0 || text.IndexOf('\n') == text.Length - 1, $"not one line: {text}");
        return text.TrimEnd('\n');
    }

    [LoggerMessage(901, LogLevel.Information, "a text")]
    private static partial void OneText(ILogger logger, string? value);

    [LoggerMessage(902, LogLevel.Warning, "two values")]
    private static partial void OneNumber(ILogger logger, int count, bool known);

    [LoggerMessage(903, LogLevel.Debug, "a whisper")]
    private static partial void Whispered(ILogger logger);
}
