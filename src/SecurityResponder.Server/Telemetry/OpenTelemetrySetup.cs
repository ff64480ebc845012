using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Telemetry;

/// <summary>Metrics for Prometheus and traces for OpenTelemetry, by OpenTelemetry's libraries. What nobody can read is not gathered.</summary>
internal static class OpenTelemetrySetup
{
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // What is counted of .NET and Kestrel: memory, collector, threads; requests by route and status; connections. The labels of these are
    // names of ours and of HTTP; nothing in them is taken from what somebody sent.
    private static readonly string[] Meters =
        [ResponderMeter.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    // The rest of Kestrel's and of the runtime's instruments would make half of every scrape.
    private static readonly string[] Dropped =
        ["kestrel.connection.duration", "kestrel.queued_requests", "kestrel.upgraded_connections", "http.server.active_requests", "dotnet.jit.*", "dotnet.timer.*"];

    /// <summary>Gathers metrics when there is an operators' port to read them on, and traces when
    /// <see href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OTEL_EXPORTER_OTLP_ENDPOINT</see> says where they go.</summary>
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
            telemetry.WithMetrics(Gather);
        }

        if (hasTraces)
        {
            telemetry.WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddOtlpExporter());
        }
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    /// <param name="port">Where.</param>
    /// <param name="responder">The services that gather.</param>
    public static void Map(WebApplication port, IServiceProvider responder) =>
        port.MapPrometheusScrapingEndpoint("/metrics", responder.GetRequiredService<MeterProvider>(), configureBranchedPipeline: null, optionsName: null);

    private static void Gather(MeterProviderBuilder metrics)
    {
        metrics.AddMeter(Meters);
        foreach (var name in Dropped)
        {
            metrics.AddView(name, MetricStreamConfiguration.Drop);
        }

        metrics.AddPrometheusExporter();
    }
}
