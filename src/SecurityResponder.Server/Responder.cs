using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
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

        var connections = KestrelLimits.Connections(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. options.Addresses]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            KestrelLimits.Apply(kestrel.Limits, connections: null);
            kestrel.ConfigureEndpointDefaults(listener => listener
                .Use(listener.ApplicationServices.GetRequiredService<ConnectionSlots>().Before)
                .Use(listener.ApplicationServices.GetRequiredService<Door>().Before));
        });
        // An answer is written by whoever made it instead of being handed to another thread. Pages yield before
        // they are made: that takes longer.
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.UnsafePreferInlineScheduling = true;
            sockets.Backlog = KestrelLimits.Backlog;
        });
        builder.Services.AddSingleton<SocketTransportFactory>().AddSingleton<IConnectionListenerFactory, BackpressureListenerFactory>();
        Logging.Add(builder, options.LogFormat);

        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(data).AddSingleton(answers).AddSingleton(source)
            .AddSingleton(proxies).AddSingleton<RateLimit>().AddSingleton<ThreadPoolDelay>().AddSingleton<Guests>()
            .AddSingleton(_ => new ConnectionSlots(connections));
        builder.Services.AddSingleton(services => Door.Of(
            connections,
            services.GetRequiredService<Guests>(),
            () => services.GetRequiredService<ThreadPoolDelay>().IsMuch || services.GetRequiredService<ReportStore>().QueueLength > ReportStore.MaxQueueLength / 2,
            services.GetRequiredService<IMeterFactory>(),
            services.GetRequiredService<ILogger<Door>>()));
        StoreServices.Add(builder.Services, options);
        builder.Services.AddSingleton(services => new CheckEndpoint(
            services.GetRequiredService<ReportStore>(), answers, schema, countries, services.GetRequiredService<IMeterFactory>()));
        builder.Services.AddSingleton<FeedEndpoint>().AddHostedService<FeedWatcher>().AddHostedService<StartMessage>();
        builder.Services.AddSingleton<ResponderMetrics>();
        OpenTelemetrySetup.Add(builder, hasOperatorPort: token is not null);
        builder.Services.AddSingleton<CurrentReleaseFacts>().AddSingleton<ReleasePages>().AddSingleton<FigureCache>().AddSingleton<IReportQueue>(services => services.GetRequiredService<ReportStore>())
            .AddSingleton<PageEndpoints>().AddSingleton<FleetEndpoint>();
        if (token is not null)
        {
            builder.Services.AddSingleton(services => new OperatorPort(options, token, services)).AddHostedService(services => services.GetRequiredService<OperatorPort>());
        }

        var responder = builder.Build();
        responder.Services.GetRequiredService<ResponderMetrics>();
        responder.Services.GetService<ForwardMetrics>();
        SecurityHeaders.Use(responder, proxies);
        RateLimit.Use(responder, options.RequestsPerMinute);
        RequestBodyLimit.Use(responder);
        CheckEndpoint.Map(responder);
        FeedEndpoint.Map(responder);
        HealthEndpoint.Map(responder);
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
