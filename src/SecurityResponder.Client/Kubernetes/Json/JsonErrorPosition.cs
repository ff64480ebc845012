using System.Text.Json;

namespace SecurityResponder.Client.Kubernetes.Json;

/// <summary>The position of a JSON error. In the native build the reader's exceptions have a position and no message; exceptions of this
/// program have a message and no position.</summary>
internal static class JsonErrorPosition
{
    public static string Of(JsonException exception) => exception.LineNumber is { } line
        ? $"at line {line + 1}, byte {exception.BytePositionInLine}"
        : exception.Message;
}
