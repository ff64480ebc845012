using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SecurityResponder.Protocol;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Commands;

/// <summary>Prints the stored reports with all columns. Ids are printed as their hashes.</summary>
internal static class ReportPrinter
{
    /// <summary>Writes the reports of a data directory as JSON, one object per line, oldest first.</summary>
    /// <exception cref="InvalidSettingsException">There is no database, or it cannot be read.</exception>
    public static void Print(string directory, Stream output)
    {
        var file = DataDirectory.DatabaseIn(directory);
        if (!File.Exists(file))
        {
            throw new InvalidSettingsException($"{file} does not exist");
        }

        try
        {
            foreach (var values in ReportDatabase.Read(file))
            {
                var line = JsonBytes.Of(json => Print(json, values));
                output.Write(Encoding.UTF8.GetBytes(SafeText.Json(Encoding.UTF8.GetString(line.Span)) + '\n'));
            }
        }
        catch (SqliteException exception)
        {
            throw new InvalidSettingsException($"{file}: {exception.Message}");
        }
    }

    private static void Print(Utf8JsonWriter json, object?[] values)
    {
        json.WriteStartObject();
        foreach (var (column, value) in StoredReport.Columns.Zip(values))
        {
            switch (value)
            {
                case long number: json.WriteNumber(column, number); break;
                case byte[] hash: json.WriteString(column, Convert.ToHexStringLower(hash)); break;
                case string text: json.WriteString(column, text); break;
                default: json.WriteNull(column); break;
            }
        }

        json.WriteEndObject();
    }
}
