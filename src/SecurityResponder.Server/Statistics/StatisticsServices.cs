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
        builder.Services.AddSingleton<FigureCache>();
        builder.Services.AddKeyedSingleton<FigureCache>(FigureCache.OfOperators);
    }
}
