using System.Text.Json;

namespace SecurityResponder.Client.Collecting.Json;

/// <summary>Says where JSON is broken. The static build's reader has no messages of its own, so the position must tell; a fault without one is worded here.</summary>
internal static class JsonFault
{
    public static string Where(JsonException exception) => exception.LineNumber is { } line
        ? $"at line {line + 1}, byte {exception.BytePositionInLine}"
        : exception.Message;
}
