using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Registers the SQLite store.</summary>
internal static class SqliteStorageServices
{
    private const long BytesPerMebibyte = 1 << 20;

    /// <summary>Opens the data directory and adds the store that every report is written to. With PostgreSQL it is a journal and counts
    /// nothing.</summary>
    /// <exception cref="InvalidSettingsException">The data directory cannot be used.</exception>
    public static void AddSqliteStorage(this WebApplicationBuilder builder, ServerOptions options)
    {
        var isCountedHere = options.Postgres is null;
        var services = builder.Services;
        var data = DataDirectory.Open(options.Data, options.Secret);
        services.AddSingleton(data with { MaxBytes = options.StoreMebibytes * BytesPerMebibyte });
        services.AddSingleton(new Retention(options.RetentionDays, isCountedHere));
        services.AddSingleton<ReportStore>().AddHostedService(provider => provider.GetRequiredService<ReportStore>());
        services.AddSingleton<IReportQueue>(provider => provider.GetRequiredService<ReportStore>());
        services.AddSingleton<IInstruments, JournalMetrics>();
        services.AddSingleton<ClusterDerivation>().AddSingleton<SqliteFigureStore>().AddHostedService<SqliteMaintenance>();
        if (isCountedHere)
        {
            services.AddHostedService(provider => provider.GetRequiredService<ClusterDerivation>());
            services.AddHostedService<SqliteSnapshotCounter>();
            services.AddSingleton<IFigureStore>(provider => provider.GetRequiredService<SqliteFigureStore>());
        }
    }
}
