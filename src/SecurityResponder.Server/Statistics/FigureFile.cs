using System.Globalization;
using System.Text;
using SecurityResponder.Server.Http;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Statistics;

/// <summary>The figures as <c>/figures/NAME.csv</c> and <c>.json</c>, with the filters of the page.</summary>
internal static class FigureFile
{
    /// <summary>Sends the file that the path names; 404 when there is no such file.</summary>
    public static Task SendAsync(HttpContext context, FigureSet figures, Precision precision)
    {
        var parts = ((string?)context.Request.RouteValues["file"] ?? "").Split('.');
        if (parts is not [var name, "csv" or "json"] || FigureSheet.Of(name, figures) is not { } sheet)
        {
            return FigureProblems.NoFigure.SendAsync(context);
        }

        context.Response.Headers.CacheControl = precision.IsExact ? "no-store" : "public, max-age=30";
        if (parts[1] == "json")
        {
            return new CachedBody(() => FigureJson.Write(sheet, figures, precision)).SendAsync(context);
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        return new CachedBody(() => Encoding.UTF8.GetBytes(Csv(sheet))).SendAsync(context, "text/csv; charset=utf-8");
    }

    /// <summary>Converts a sheet to CSV (<see href="https://www.rfc-editor.org/rfc/rfc4180"/>).</summary>
    public static string Csv(FigureSheet sheet)
    {
        var text = new StringBuilder();
        foreach (var row in sheet.Rows.Prepend([.. sheet.Columns]))
        {
            AppendCsv(text, row);
        }

        return text.ToString();
    }

    /// <summary>Appends a row as CSV.</summary>
    /// <param name="text">The text.</param>
    /// <param name="row">The cells, as in a <see cref="FigureSheet"/>.</param>
    public static void AppendCsv(StringBuilder text, IEnumerable<object?> row) => text.AppendJoin(',', row.Select(Cell)).Append("\r\n");

    private static string Cell(object? value) => value switch
    {
        Figure figure => figure.Bare,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool isTrue => isTrue ? "true" : "false",
        string text => SafeText.CsvCell(text),
        _ => "",
    };
}
