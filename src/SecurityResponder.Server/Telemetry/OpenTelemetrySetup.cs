using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Telemetry;

/// <summary>Metrics for Prometheus and traces for OpenTelemetry. Nothing is collected that cannot be read.</summary>
internal static class OpenTelemetrySetup
{
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Memory, garbage collection and threads; requests by route and status; connections. No label holds a value that a client sent.
    private static readonly string[] Meters =
        [ResponderMeter.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    // Together these would be half of every scrape.
    private static readonly string[] Dropped =
    [
        "kestrel.connection.duration", "kestrel.queued_requests", "kestrel.upgraded_connections", "http.server.active_requests",
        "dotnet.jit.*", "dotnet.timer.*",
    ];

    /// <summary>Collects metrics when there is an operators' port that serves them, and traces when
    /// <see href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OTEL_EXPORTER_OTLP_ENDPOINT</see> is set.</summary>
    public static void Add(WebApplicationBuilder builder, bool hasOperatorPort)
    {
        var hasTraces = !string.IsNullOrEmpty(builder.Configuration[TracesEndpoint]);
        if (!hasOperatorPort && !hasTraces)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("security-responder-server", serviceVersion: ProgramVersion.Text));
        if (hasOperatorPort)
        {
            telemetry.WithMetrics(Collect);
        }

        if (hasTraces)
        {
            telemetry.WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddOtlpExporter());
        }
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    /// <param name="port">The operators' port.</param>
    /// <param name="responder">The services that collect the metrics.</param>
    public static void Map(WebApplication port, IServiceProvider responder) =>
        port.MapPrometheusScrapingEndpoint(
            "/metrics", responder.GetRequiredService<MeterProvider>(), configureBranchedPipeline: null, optionsName: null);

    private static void Collect(MeterProviderBuilder metrics)
    {
        metrics.AddMeter(Meters);
        foreach (var name in Dropped)
        {
            metrics.AddView(name, MetricStreamConfiguration.Drop);
        }

        metrics.AddPrometheusExporter();
    }
}
