using System.Globalization;
using System.Text;
using SecurityResponder.Server.Http;

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
            return Problems.NoFigure.SendAsync(context);
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
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    // A spreadsheet evaluates a cell that starts like a formula (CWE-1236); an apostrophe makes it text.
    private static string Cell(object? value)
    {
        var text = value switch
        {
            Figure figure => figure.Bare,
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            string reported => VisibleText.Of(reported),
            _ => "",
        };
        if (value is string && text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal))
        {
            text = "'" + text;
        }

        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
