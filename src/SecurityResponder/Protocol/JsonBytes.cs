using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>A JSON document as the bytes of a body.</summary>
public static class JsonBytes
{
    /// <summary>The output of a JSON writer as UTF-8. It is never part of an HTML page, so the plus sign of versions is not
    /// escaped.</summary>
    /// <param name="write">Writes the document.</param>
    /// <param name="indented">Indented for people; not on the wire.</param>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }
}
