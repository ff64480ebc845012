using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>Writes a document as JSON, part by part: a large one never is in memory as a whole.</summary>
internal sealed class JsonDocumentWriter : DocumentWriter, IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;
    private readonly TextWriter _output;

    /// <summary>Creates a writer. The document is not part of a web page, so the plus sign of versions is not escaped.</summary>
    public JsonDocumentWriter(TextWriter output)
    {
        _output = output;
        _json = new Utf8JsonWriter(
            _buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <inheritdoc/>
    public override void Text(string? name, string? value)
    {
        Name(name);
        _json.WriteStringValue(value is null ? null : SafeText.Page(value));
    }

    /// <inheritdoc/>
    public override void Number(string name, double? value)
    {
        Name(name);
        if (value is { } number)
        {
            _json.WriteNumberValue(number);
        }
        else
        {
            _json.WriteNullValue();
        }
    }

    /// <inheritdoc/>
    public override void Flag(string name, bool? value)
    {
        Name(name);
        if (value is { } flag)
        {
            _json.WriteBooleanValue(flag);
        }
        else
        {
            _json.WriteNullValue();
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        _json.Flush();
        _output.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _buffer.ResetWrittenCount();
    }

    public void Dispose() => _json.Dispose();

    /// <inheritdoc/>
    protected override void StartObject(string? name)
    {
        Name(name);
        _json.WriteStartObject();
    }

    /// <inheritdoc/>
    protected override void EndObject() => _json.WriteEndObject();

    /// <inheritdoc/>
    protected override void StartList(string name, int count)
    {
        Name(name);
        _json.WriteStartArray();
    }

    /// <inheritdoc/>
    protected override void EndList() => _json.WriteEndArray();

    private void Name(string? name)
    {
        if (name is not null)
        {
            _json.WritePropertyName(name);
        }
    }
}
