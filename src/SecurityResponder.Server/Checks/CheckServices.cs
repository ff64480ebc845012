using System.Diagnostics.Metrics;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Checks;

/// <summary>Registers the endpoint that takes reports.</summary>
internal static class CheckServices
{
    /// <summary>Adds the endpoint, its request schema and its country database.</summary>
    public static void AddChecks(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Services.AddSingleton(new QuotaLimits(options.ClusterReportsPerDay, options.ClusterBytesPerDay, options.NewClustersPerDay));
        builder.Services.AddSingleton<ReportQuotas>();
        builder.Services.AddSingleton(services => new CheckEndpoint(
            services.GetRequiredService<ReportStore>(),
            services.GetRequiredService<CurrentAnswers>(),
            options.RequestSchema == "" ? null : RequestSchema.Open(options.RequestSchema),
            options.CountryDatabase == "" ? null : Countries.Open(options.CountryDatabase, services.GetRequiredService<TrustedProxies>()),
            services.GetRequiredService<ReportQuotas>(),
            services.GetRequiredService<IMeterFactory>()));
    }

    /// <summary>Maps both paths of the wire.</summary>
    /// <exception cref="InvalidSettingsException">The request schema or the country database cannot be read.</exception>
    public static void MapChecks(this WebApplication server) => server.Services.GetRequiredService<CheckEndpoint>().Map(server);
}
