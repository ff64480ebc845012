using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SecurityResponder.Feed.Sources;

/// <summary>Parses JSON files.</summary>
internal static class JsonSource
{
    /// <summary>The content of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="type">The type.</param>
    /// <param name="expected">What it should be, e.g. <c>an OSV entry</c>.</param>
    /// <exception cref="InvalidSourceException">It is something else.</exception>
    public static T Read<T>(SourceFile file, JsonTypeInfo<T> type, string expected)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(file.Utf8, type) ?? throw file.Fault(1, expected);
        }
        catch (JsonException exception)
        {
            throw file.Fault(exception.LineNumber + 1, $"{expected}; {Where(exception)} is not");
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException)
        {
            // Text that is no valid Unicode.
            throw file.Fault(null, expected);
        }
    }

    private static string Where(JsonException exception) => exception.Path is null or "$" ? "the document" : exception.Path;
}
