using System.Text.Json;

namespace SecurityResponder.Client.Collecting.Json;

/// <summary>Says where JSON is broken. The static build has no exception messages of its own, so the position must tell.</summary>
internal static class JsonFault
{
    public static string Where(JsonException exception) => exception.LineNumber is { } line
        ? $"at line {line + 1}, byte {exception.BytePositionInLine}"
        : "in a place that is no JSON";
}
