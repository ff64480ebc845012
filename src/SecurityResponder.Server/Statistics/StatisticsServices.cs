using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>Registers the figures.</summary>
internal static class StatisticsServices
{
    /// <summary>Adds the figures and their cache; the store that they are read from is added by its own folder.</summary>
    public static void AddStatistics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Figures>();
        builder.Services.AddSingleton<IFigures>(services => services.GetRequiredService<Figures>());
        builder.Services.AddSingleton<IClusterNames>(services => services.GetRequiredService<Figures>());
        builder.Services.AddSingleton<IFleet, FleetReader>();
        builder.Services.AddSingleton(services => Cache(services, isPublic: true));
        builder.Services.AddKeyedSingleton(FigureCache.OfOperators, (services, _) => Cache(services, isPublic: false));
    }

    private static FigureCache Cache(IServiceProvider services, bool isPublic) => new(
        services.GetRequiredService<IFigures>(), services.GetRequiredService<CurrentReleaseFacts>(),
        services.GetRequiredService<IReportQueue>(), services.GetRequiredService<TimeProvider>(), isPublic);
}
