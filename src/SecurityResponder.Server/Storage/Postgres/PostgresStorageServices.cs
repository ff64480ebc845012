using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>Registers the PostgreSQL store.</summary>
internal static class PostgresStorageServices
{
    /// <summary>Adds the store that reports are forwarded to and counted in; nothing when no PostgreSQL is configured.</summary>
    /// <exception cref="InvalidSettingsException">The connection string cannot be used.</exception>
    public static void AddPostgresStorage(this WebApplicationBuilder builder, ServerOptions options)
    {
        if (options.Postgres is not { } setting)
        {
            return;
        }

        var services = builder.Services;
        services.AddSingleton(PostgresConnections.Open(setting));
        services.AddSingleton<Forwarder>().AddHostedService(provider => provider.GetRequiredService<Forwarder>());
        services.AddHostedService<PostgresMaintenance>();
        services.AddSingleton<IInstruments, ForwardMetrics>();
        services.AddHostedService<PostgresSnapshotCounter>();
        services.AddSingleton<PostgresFigureStore>();
        services.AddSingleton<IFigureStore>(provider => provider.GetRequiredService<PostgresFigureStore>());
    }
}
