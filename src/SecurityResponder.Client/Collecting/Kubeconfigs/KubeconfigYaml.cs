using System.Text;

namespace SecurityResponder.Client.Collecting.Kubeconfigs;

/// <summary>
/// Reads the YAML that kubeconfigs are written in: block mappings and sequences, plain and quoted scalars, block scalars, comments.
/// What kubeconfigs do not need (anchors, tags, flow collections) is kept as text. A YAML library would add 6 to 8 % to the binary
/// (docs/decisions/0002-client-dependencies.md).
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
        return parser.Peek() is { } rest ? throw Fault(rest, "is indented less or differently than the lines before it") : node;
    }

    private YamlLine? Peek()
    {
        while (_at < _lines.Count && _lines[_at].Text.Length == 0)
        {
            _at++;
        }

        return _at < _lines.Count ? _lines[_at] : null;
    }

    private YamlNode Block(int indent, int depth)
    {
        var first = Peek()!;
        if (depth > MaxDepth)
        {
            throw Fault(first, "is nested too deep");
        }

        return IsItem(first.Text) ? Sequence(indent, depth) : Mapping(indent, depth);
    }

    private YamlNode Sequence(int indent, int depth)
    {
        var items = new List<YamlNode>();
        while (Peek() is { } line && line.Indent == indent && IsItem(line.Text))
        {
            var rest = line.Text[1..].TrimStart(' ');
            if (rest.Length > 0 && Colon(rest) < 0 && !IsItem(rest))
            {
                _at++;
                items.Add(Scalar(rest, line));
                continue;
            }

            // `- name: x` begins a mapping at the column of `name`: the dash is put aside and the line read again.
            var column = indent + line.Text.Length - rest.Length;
            _lines[_at] = line with { Indent = column, Text = rest };
            items.Add(rest.Length > 0 ? Block(column, depth + 1) : Nested(indent, depth));
        }

        return new() { Items = items };
    }

    private YamlNode Mapping(int indent, int depth)
    {
        var entries = new Dictionary<string, YamlNode>();
        while (Peek() is { } line && line.Indent == indent && !IsItem(line.Text))
        {
            var colon = Colon(line.Text);
            if (colon < 0)
            {
                throw Fault(line, "is no `key: value`");
            }

            _at++;
            var key = Scalar(line.Text[..colon], line).Text ?? "";
            var value = line.Text[(colon + 1)..].Trim();
            entries[key] = value.Length == 0 ? Nested(indent, depth)
                : value[0] is '|' or '>' ? BlockScalar(indent)
                : Scalar(value, line);
        }

        return new() { Entries = entries };
    }

    // What stands below a key: deeper lines, or a sequence at the key's own column, as kubectl writes it.
    private YamlNode Nested(int indent, int depth) => Peek() is { } next && (next.Indent > indent || (next.Indent == indent && IsItem(next.Text)))
        ? Block(next.Indent, depth + 1)
        : YamlNode.Empty;

    private YamlNode BlockScalar(int indent)
    {
        var text = new StringBuilder();
        while (_at < _lines.Count && (_lines[_at].Raw.Trim().Length == 0 || _lines[_at].Raw.Length - _lines[_at].Raw.TrimStart(' ').Length > indent))
        {
            text.Append(_lines[_at++].Raw.Trim()).Append('\n');
        }

        return new() { Text = text.ToString().TrimEnd('\n') + "\n" };
    }

    private static YamlNode Scalar(string text, YamlLine line) => text.Trim() switch
    {
        ['\'', .. var inner, '\''] => new() { Text = inner.Replace("''", "'", StringComparison.Ordinal) },
        ['"', .. var inner, '"'] => new() { Text = Unescape(inner, line) },
        ['\'' or '"', ..] => throw Fault(line, "has a quote that is not closed"),
        "~" or "null" => YamlNode.Empty,
        var plain => new() { Text = plain },
    };

    private static string Unescape(string text, YamlLine line)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            result.Append(text[i] != '\\' ? text[i] : ++i == text.Length ? throw Fault(line, "ends in a lone backslash") : text[i] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '\\' or '"' or '/' => text[i],
                _ => throw Fault(line, $"has the escape \\{text[i]}, which is not read here"),
            });
        }

        return result.ToString();
    }

    private static bool IsItem(string text) => text == "-" || text.StartsWith("- ", StringComparison.Ordinal);

    // The colon of `key: value`: behind it a space or the end of the line, and not inside quotes.
    private static int Colon(string text)
    {
        var start = text is ['"' or '\'', ..] ? text.IndexOf(text[0], 1) + 1 : 0;
        for (var i = start; i < text.Length && (start > 0 || text[0] is not ('"' or '\'')); i++)
        {
            if (text[i] == ':' && (i + 1 == text.Length || text[i + 1] is ' ' or '\t'))
            {
                return i;
            }
        }

        return -1;
    }

    private static FormatException Fault(YamlLine line, string what) => new($"line {line.Number} {what}");
}
