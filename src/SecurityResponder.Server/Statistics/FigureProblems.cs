using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Statistics;

/// <summary>The problem details of requests for figures.</summary>
internal static class FigureProblems
{
    /// <summary>There is no figure with the requested name.</summary>
    public static Problem NoFigure { get; } = new(404, "Figure not found", "expected /figures/NAME.csv or /figures/NAME.json");

    /// <summary>The store cannot be read, or too many requests for figures are waiting.</summary>
    public static Problem NoFigures { get; } =
        new(503, "Figures unavailable", "the figures cannot be read at the moment; checks are still answered");
}
