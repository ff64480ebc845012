using Microsoft.Extensions.Logging;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Logging;

/// <summary>Writes one line per event: a constant message, followed by fields.</summary>
internal sealed class LineLogger(TextWriter output, LogFormat format, LogLevel minLevel, TimeProvider time) : ILogger
{
    /// <summary>Whether warnings are errors: what leaves a scheduled run without advice ends a run by hand, which <c>--quiet</c> must not
    /// hide.</summary>
    public bool RaisesWarnings { get; init; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => Raised(logLevel) >= minLevel;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Write(Raised(logLevel), eventId.Id, formatter(state, exception), state as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
        }
    }

    private void Write(LogLevel level, int id, string message, IReadOnlyList<KeyValuePair<string, object?>> state)
    {
        var at = Rfc3339.Of(time.GetUtcNow());
        var fields = new List<KeyValuePair<string, object?>>(state.Count + 1);
        foreach (var field in state)
        {
            if (field.Key != "{OriginalFormat}" && field.Value is not null)
            {
                fields.Add(field);
            }
        }

        fields.Add(new("event", id));
        output.WriteLine(format == LogFormat.Json
            ? JsonLine.Of(at, Name(level), message, fields)
            : LogfmtLine.Of(at, Name(level), message, fields));
    }

    private LogLevel Raised(LogLevel level) => RaisesWarnings && level == LogLevel.Warning ? LogLevel.Error : level;

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        _ => "error",
    };
}
