using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Logging;

namespace SecurityResponder.Client.Tests.Logging;

/// <summary>Events written by the real logger.</summary>
internal static partial class Logged
{
    /// <summary>What an event of one text becomes; without the line's end.</summary>
    public static string Text(LogFormat format, string? value) => Written(format, logger => OneText(logger, value));

    /// <summary>What an event of one number and one switch becomes.</summary>
    public static string Numbers(LogFormat format, int count, bool known) => Written(format, logger => OneNumber(logger, count, known));

    /// <summary>What a logger that starts at a level makes of a debug event.</summary>
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
