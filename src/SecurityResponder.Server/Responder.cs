using SecurityResponder.Server.Answering;
using SecurityResponder.Server.Receiving;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storing;

namespace SecurityResponder.Server;

/// <summary>The responder, put together: feed → answers, requests → reports → store.</summary>
internal static class Responder
{
    /// <summary>Reads the feed and opens the data directory; listens once it is run.</summary>
    /// <exception cref="BadSettingsException">The feed cannot be read, or the data directory cannot be used.</exception>
    public static WebApplication Build(ServerOptions options)
    {
        var feed = FeedFile.Read(options.Feed);
        var data = DataDirectory.Open(options.Data);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. options.Addresses]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = CheckEndpoint.LargestBodyBytes;
        });
        // ASP.NET's own lines name requests and, at debug, peers. Neither is anybody's business.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
            });

        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(data).AddSingleton(Answers.Of(feed));
        builder.Services.AddSingleton<ReportStore>().AddHostedService(services => services.GetRequiredService<ReportStore>());
        builder.Services.AddSingleton<CheckEndpoint>().AddHostedService<StartMessage>().AddSingleton(feed);

        var responder = builder.Build();
        CheckEndpoint.Map(responder);
        return responder;
    }
}
