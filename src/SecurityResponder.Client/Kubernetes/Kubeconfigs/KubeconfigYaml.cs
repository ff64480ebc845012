namespace SecurityResponder.Client.Kubernetes.Kubeconfigs;

/// <summary>
/// Reads the YAML that kubeconfigs are written in: block mappings and sequences, plain and quoted scalars, block scalars, comments.
/// What kubeconfigs do not need (anchors, tags, flow collections, texts that run over several lines without a sign) is refused by the
/// line's number, never misread. A YAML library would add 6 to 8 % to the binary (docs/decisions/0002-client-dependencies.md).
/// </summary>
internal sealed class KubeconfigYaml
{
    private const int MaxDepth = 32;

    private readonly List<YamlLine> _lines;
    private int _at;

    private KubeconfigYaml(List<YamlLine> lines) => _lines = lines;

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is not such YAML; the message names the line.</exception>
    public static YamlNode Parse(string yaml)
    {
        var parser = new KubeconfigYaml(YamlLines.Of(yaml));
        var node = parser.Peek() is { } first ? parser.Block(first.Indent, 0) : YamlNode.Empty;
        return parser.Peek() is { } rest ? throw rest.Fault("is indented less or differently than the lines before it") : node;
    }

    private YamlLine? Peek()
    {
        while (_at < _lines.Count && _lines[_at].Text.Length == 0)
        {
            _at++;
        }

        var line = _at < _lines.Count ? _lines[_at] : null;
        return line?.Text[0] == '\t' ? throw line.Fault("is indented with a tab; YAML takes only spaces") : line;
    }

    private YamlNode Block(int indent, int depth)
    {
        var first = Peek()!;
        if (depth > MaxDepth)
        {
            throw first.Fault("is nested too deep");
        }

        return YamlScalar.IsItem(first.Text) ? Sequence(indent, depth) : Mapping(indent, depth);
    }

    private YamlNode Sequence(int indent, int depth)
    {
        var items = new List<YamlNode>();
        while (Peek() is { } line && line.Indent == indent && YamlScalar.IsItem(line.Text))
        {
            var rest = line.Text[1..].TrimStart(' ', '\t');
            if (YamlScalar.IsItem(rest) || YamlScalar.Colon(rest) >= 0)
            {
                // `- name: x` begins a mapping at the column of `name`: the dash is put aside and the line read again.
                var column = indent + line.Text.Length - rest.Length;
                _lines[_at] = line with { Indent = column, Text = rest };
                items.Add(Block(column, depth + 1));
                continue;
            }

            _at++;
            items.Add(Value(rest, line, depth));
        }

        return new() { Items = items };
    }

    private YamlNode Mapping(int indent, int depth)
    {
        var entries = new Dictionary<string, YamlNode>();
        while (Peek() is { } line && line.Indent == indent && !YamlScalar.IsItem(line.Text))
        {
            var colon = YamlScalar.Colon(line.Text);
            if (colon <= 0)
            {
                throw line.Fault("is no `key: value`");
            }

            _at++;
            var key = YamlScalar.Of(line.Text[..colon].TrimEnd(' ', '\t'), line).Text ?? throw line.Fault("has a key that is no text");
            var value = line.Text[(colon + 1)..].TrimStart(' ', '\t');

            // A sequence may stand at the column of its key, as kubectl writes it.
            var isSequence = value.Length == 0 && Peek() is { } next && next.Indent == indent && YamlScalar.IsItem(next.Text);
            entries[key] = isSequence ? Block(indent, depth + 1) : Value(value, line, depth);
        }

        return new() { Entries = entries };
    }

    private YamlNode Value(string text, YamlLine line, int depth) => text switch
    {
        "" => Peek() is { } next && next.Indent > line.Indent ? Block(next.Indent, depth + 1) : YamlNode.Empty,
        ['|' or '>', ..] => new() { Text = YamlBlockScalar.Text(text, TakeDeeper(line.Indent), line) },
        _ => YamlScalar.Of(text, line),
    };

    private List<string> TakeDeeper(int indent)
    {
        var rows = new List<string>();
        while (_at < _lines.Count && _lines[_at].Raw is var row && (YamlBlockScalar.IsBlank(row) || YamlBlockScalar.Indent(row) > indent))
        {
            rows.Add(row);
            _at++;
        }

        return rows;
    }
}
