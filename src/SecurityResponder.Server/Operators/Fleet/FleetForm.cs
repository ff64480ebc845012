using System.Globalization;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>The model of the form that searches and filters the list of clusters.</summary>
internal static class FleetForm
{
    /// <summary>The form of a page.</summary>
    public static FleetFormModel Of(FleetQuery query) => new(
        SafeText.Page(query.Search ?? ""), FleetQuery.MaxSearchLength,
        [
            new ChoiceModel("", "Any", query.State is null),
            .. FleetState.All.Select(state => new ChoiceModel(state.Name, state.Title, state == query.State)),
        ],
        [
            new ChoiceModel("", "Any time", query.SilentDays is null),
            .. FleetQuery.SilentChoices.Select(days => new ChoiceModel(
                days.ToString(CultureInfo.InvariantCulture), days == 1 ? "Silent for a day" : $"Silent for {days} days",
                days == query.SilentDays)),
        ],
        [.. Kept(query)],
        query.IsFiltered ? FleetView.Path + Cleared(query) : null, FleetView.FindPath);

    // What the form has no field for: a form that is sent with GET replaces the whole query.
    private static IEnumerable<ParameterModel> Kept(FleetQuery query)
    {
        if (query.Figures.Days != FigureQuery.Default.Days)
        {
            yield return new ParameterModel("window", query.Figures.Days.ToString(CultureInfo.InvariantCulture));
        }

        if (query.Figures.IsDevelopment)
        {
            yield return new ParameterModel("dev", "1");
        }

        foreach (var (name, value) in query.Figures.Values)
        {
            yield return new ParameterModel(name, SafeText.Page(value ?? ""));
        }

        if (query.SortName is { } sort)
        {
            yield return new ParameterModel("sort", sort);
        }
    }

    private static FleetQuery Cleared(FleetQuery query) => query with
    {
        Figures = FigureQuery.Default with { Days = query.Figures.Days, IsDevelopment = query.Figures.IsDevelopment },
        Search = null,
        State = null,
        SilentDays = null,
        Page = 1,
    };
}
