using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Storage;

/// <summary>What keeps and counts reports, for the store that was chosen.</summary>
internal static class StoreServices
{
    /// <summary>The journal; with PostgreSQL what empties it, without what counts it.</summary>
    public static void Add(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<ReportStore>().AddHostedService(provider => provider.GetRequiredService<ReportStore>());
        services.AddSingleton(new Retention(options.RetentionDays, options.Postgres is null)).AddSingleton<ClusterDerivation>().AddSingleton<SqliteFigureStore>();
        services.AddHostedService<SqliteMaintenance>();
        if (options.Postgres is { } setting)
        {
            services.AddSingleton(PostgresConnections.Open(setting));
            services.AddSingleton<Forwarder>().AddHostedService(provider => provider.GetRequiredService<Forwarder>()).AddHostedService<PostgresMaintenance>();
            services.AddSingleton<ForwardMetrics>();
            services.AddSingleton<IFigureStore, PostgresFigureStore>();
        }
        else
        {
            services.AddHostedService(provider => provider.GetRequiredService<ClusterDerivation>());
            services.AddSingleton<IFigureStore>(provider => provider.GetRequiredService<SqliteFigureStore>());
        }

        services.AddSingleton<Figures>();
        services.AddSingleton<IFigures>(provider => provider.GetRequiredService<Figures>());
        services.AddSingleton<IClusterNames>(provider => provider.GetRequiredService<Figures>());
    }
}
