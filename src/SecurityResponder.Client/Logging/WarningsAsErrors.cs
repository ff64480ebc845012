using Microsoft.Extensions.Logging;

namespace SecurityResponder.Client.Logging;

/// <summary>Logs warnings as errors: what leaves a scheduled run without advice ends a run by hand, which <c>--quiet</c> must not
/// hide.</summary>
/// <param name="logger">The log.</param>
internal sealed class WarningsAsErrors(ILogger logger) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(Raised(logLevel));

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        logger.Log(Raised(logLevel), eventId, state, exception, formatter);

    private static LogLevel Raised(LogLevel level) => level == LogLevel.Warning ? LogLevel.Error : level;
}
