using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Answers;

/// <summary>Registers the feed and the answers made from it.</summary>
internal static class AnswerServices
{
    /// <summary>Adds the feed. A file is read at once; the server waits for a URL that cannot be reached yet.</summary>
    /// <exception cref="InvalidSettingsException">The feed file cannot be read.</exception>
    public static void AddAnswers(this WebApplicationBuilder builder, ServerOptions options)
    {
        var answers = new CurrentAnswers(TimeProvider.System);
        builder.Services.AddSingleton(answers).AddSingleton(Source(options, answers)).AddHostedService<FeedWatcher>();
        builder.Services.AddSingleton<FeedEndpoint>().AddSingleton<CurrentReleaseFacts>().AddSingleton<IInstruments, FeedMetrics>();
    }

    /// <summary>Maps the feed's mirror.</summary>
    public static void MapAnswers(this WebApplication server) => server.Services.GetRequiredService<FeedEndpoint>().Map(server);

    private static IFeedSource Source(ServerOptions options, CurrentAnswers answers)
    {
        if (options.FeedAddress is { } address)
        {
            return new FeedUrl(address, FeedUrl.NewClient());
        }

        var file = new FeedFile(options.Feed, TimeProvider.System);
        var fault = answers.Hold(file.Read() switch
        {
            FeedReadResult.Readable readable => readable.Document,
            FeedReadResult.Refused refused => throw new InvalidSettingsException($"feed {options.Feed}: {refused.Reason}"),
            var other => throw new InvalidOperationException($"feed {options.Feed}: {other}"),
        });
        return fault is null ? file : throw new InvalidSettingsException($"feed {options.Feed}: {fault}");
    }
}
