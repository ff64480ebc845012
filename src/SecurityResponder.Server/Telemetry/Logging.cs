using Microsoft.Extensions.Logging.Console;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Telemetry;

/// <summary>What is logged and how it looks: one line an event on standard output, with the time in UTC.</summary>
internal static class Logging
{
    /// <summary>Sets it up.</summary>
    public static void Add(WebApplicationBuilder builder, LogFormat format)
    {
        // ASP.NET's own lines name requests and, at debug, peers. Neither is anybody's business.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning)
            // It has nothing to say here, but where it might it makes an activity and a scope for every request.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            // One line for each connection beyond the limit of the operators' port.
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

        // Whoever reads the log may be slow or stuck. Rather a line is lost, and that is told, than that every request waits for it.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
    }

    // Programs read it, and order by its time.
    private static void InJson(JsonConsoleFormatterOptions console)
    {
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
    }
}
