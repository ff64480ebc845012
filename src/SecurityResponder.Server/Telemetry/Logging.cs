using Microsoft.Extensions.Logging.Console;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Telemetry;

/// <summary>Log settings: one line per event on standard output, with the time in UTC.</summary>
internal static class Logging
{
    /// <summary>Configures the log.</summary>
    public static void Add(WebApplicationBuilder builder, LogFormat format)
    {
        var start = new StartPhase();
        builder.Services.AddSingleton(start);
        // ASP.NET Core logs requests and, at debug, client addresses: neither is logged here.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => start.IsOver && level >= LogLevel.Warning)
            // When it is enabled it creates an activity and a log scope for every request.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            // It logs each connection above the limit of the operators' port.
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Error);
        if (format == LogFormat.Json)
        {
            builder.Logging.AddJsonConsole(InJson);
        }
        else
        {
            builder.Services.AddSingleton<ConsoleFormatter, TextLogFormatter>();
            builder.Logging.AddConsole(console => console.FormatterName = TextLogFormatter.FormatterName);
        }

        // When the reader of the log is slow, lines are dropped (and counted in the log) so that requests do not wait.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
    }

    // Programs read it, and order by its time.
    private static void InJson(JsonConsoleFormatterOptions console)
    {
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
    }
}
