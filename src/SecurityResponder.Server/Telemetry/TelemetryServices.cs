using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Telemetry;

/// <summary>Registers logging, metrics and traces.</summary>
internal static class TelemetryServices
{
    /// <summary>Adds the log, and metrics and traces where somebody can read them.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, ServerOptions options)
    {
        Logging.Add(builder, options.LogFormat);
        OpenTelemetrySetup.Add(builder, hasOperatorPort: options.OperatorAddresses.Count > 0);
    }

    /// <summary>Creates the observable instruments of all folders.</summary>
    public static void UseTelemetry(this WebApplication server) => _ = server.Services.GetServices<IInstruments>().Count();
}
