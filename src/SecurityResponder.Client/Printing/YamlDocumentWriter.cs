using System.Globalization;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>Writes a document as YAML in block style; every text is in double quotes.</summary>
internal sealed class YamlDocumentWriter(TextWriter output) : DocumentWriter
{
    // -1: the document itself is not indented.
    private int _depth = -1;
    private bool _isFirstOfItem;

    /// <inheritdoc/>
    public override void Text(string? name, string? value) => Line(name, value is null ? "null" : SafeText.YamlScalar(value));

    /// <inheritdoc/>
    public override void Number(string name, double? value) => Line(name, value?.ToString("R", CultureInfo.InvariantCulture) ?? "null");

    /// <inheritdoc/>
    public override void Flag(string name, bool? value) => Line(name, value switch { true => "true", false => "false", null => "null" });

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void StartObject(string? name)
    {
        if (name is not null)
        {
            Line(name, null);
        }
        else if (_depth >= 0)
        {
            // The first field stands behind the dash.
            _isFirstOfItem = true;
        }

        _depth++;
    }

    /// <inheritdoc/>
    protected override void EndObject() => _depth--;

    /// <inheritdoc/>
    protected override void StartList(string name, int count)
    {
        Line(name, count == 0 ? "[]" : null);
        _depth++;
    }

    /// <inheritdoc/>
    protected override void EndList() => _depth--;

    private void Line(string? name, string? value)
    {
        var indent = Math.Max(0, 2 * _depth) - (_isFirstOfItem ? 2 : 0);
        output.Write(new string(' ', indent));
        output.Write(_isFirstOfItem ? "- " : name is null ? "- " : "");
        _isFirstOfItem = false;
        output.Write(name is null ? value : value is null ? name + ":" : $"{name}: {value}");
        output.Write('\n');
    }
}
