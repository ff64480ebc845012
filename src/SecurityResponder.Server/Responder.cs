using System.Diagnostics.Metrics;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Checks;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Operators;
using SecurityResponder.Server.Overload;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server;

/// <summary>The responder, put together: feed → answers, requests → reports → store.</summary>
internal static class Responder
{
    /// <summary>The name under which everything is counted.</summary>
    public const string MeterName = "SecurityResponder.Server";

    /// <summary>Reads the feed, if it is a file, and opens the data directory; listens once it is run.</summary>
    /// <exception cref="BadSettingsException">The feed cannot be read, or the data directory cannot be used.</exception>
    public static WebApplication Build(ServerOptions options)
    {
        var answers = new CurrentAnswers();
        var source = Source(options, answers);
        var token = options.OperatorAddresses.Count > 0 ? OperatorToken.Open(options.OperatorTokenFile) : null;
        var schema = options.RequestSchema == "" ? null : RequestSchema.Open(options.RequestSchema);
        var proxies = new TrustedProxies(options.TrustedNetworks);
        var countries = options.CountryDatabase == "" ? null : Countries.Open(options.CountryDatabase, proxies);
        var data = DataDirectory.Open(options.Data, options.Secret);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. options.Addresses]);
        builder.AddOverload(options);
        Logging.Add(builder, options.LogFormat);

        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(data).AddSingleton(answers).AddSingleton(source)
            .AddSingleton(proxies);
        StoreServices.Add(builder.Services, options);
        builder.Services.AddSingleton(services => new CheckEndpoint(
            services.GetRequiredService<ReportStore>(), answers, schema, countries, services.GetRequiredService<IMeterFactory>()));
        builder.Services.AddSingleton<FeedEndpoint>().AddHostedService<FeedWatcher>().AddHostedService<StartMessage>();
        builder.Services.AddSingleton<ResponderMetrics>();
        OpenTelemetrySetup.Add(builder, hasOperatorPort: token is not null);
        builder.Services.AddSingleton<CurrentReleaseFacts>().AddSingleton<ReleasePages>().AddSingleton<FigureCache>()
            .AddSingleton<PageEndpoints>().AddSingleton<FleetEndpoint>();
        if (token is not null)
        {
            builder.Services.AddSingleton(services => new OperatorPort(options, token, services)).AddHostedService(services => services.GetRequiredService<OperatorPort>());
        }

        var responder = builder.Build();
        responder.Services.GetRequiredService<ResponderMetrics>();
        responder.Services.GetService<ForwardMetrics>();
        SecurityHeaders.Use(responder, proxies);
        responder.UseOverload(options);
        RequestBodyLimit.Use(responder);
        CheckEndpoint.Map(responder);
        FeedEndpoint.Map(responder);
        responder.Services.GetRequiredService<PageEndpoints>().MapPublic(responder);
        return responder;
    }

    // A file is there or it is not; an address may be out of reach for a while, and then the responder waits for it.
    private static IFeedSource Source(ServerOptions options, CurrentAnswers answers)
    {
        if (options.FeedAddress is { } address)
        {
            return new FeedUrl(address, FeedUrl.NewClient());
        }

        var file = new FeedFile(options.Feed, TimeProvider.System);
        answers.Hold(file.Read() switch
        {
            FeedReadResult.Readable readable => readable.Document,
            FeedReadResult.Refused refused => throw new BadSettingsException($"feed {options.Feed}: {refused.Reason}"),
            var other => throw new InvalidOperationException($"feed {options.Feed}: {other}"),
        });
        return file;
    }
}
