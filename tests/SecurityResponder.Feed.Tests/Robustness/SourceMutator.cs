using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityResponder.Feed.Tests.Robustness;

/// <summary>Damages a source in ways that its format allows, and in some that it does not. The same seed gives the same damage.</summary>
internal sealed class SourceMutator(int seed)
{
    private const int LongLength = 1_000_000;

    private static readonly string[] Values =
    [
        "null", "true", "[]", "{}", "-1", "1e999", "123456789012345678901234567890", "\"\"", "\"0\"", "\"\\ud800\"",
        "\"\\u0000\\u001b[31m\"", "\"CVE-\"", "\"v1.35.7+rke2r1\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00-23:59\"",
        "\"3.6.14-0.20260101000000-0123456789ab\"", "\"99999999999999999999.1.1\"", "\"%%%\"", "\"%00%ff\"", "\"pkg:oci/\"",
        "\"@?=&\"", "\"CVSS:3.1/AV:N\"", "\"https://\"", "[[[{}]]]", "[null]",
        "\"" + new string('a', 5_000) + "\"",
    ];

    private static readonly string[] Snippets =
    [
        "|", "||||||||||", "| --- |", "<br/>", "<div>", "<!--", "-->", "](", "[", "`", "\\", "\t", "\r\n", "\0", "\uFEFF", "\u202E",
        "- ", ": ", "? ", "&a ", "*a", "&a [*a]", "? &a [*a]\n: b", "<<: *a", "!!binary x", "{", "}", new string('[', 40), "\"", "'", "#",
        "---\n", "%YAML 9", "v1.35.7+rke2r1", "99999999999999999999", ",", "1e999", "-1", "NaN", "(a|a)*$", "(?<=a)", "\\1", "🦀",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The damaged file.</summary>
    public byte[] Damage(SourceSample sample)
    {
        var text = sample.Text;
        for (var times = _random.Next(1, 4); times > 0; times--)
        {
            text = sample.Name.EndsWith(".json", StringComparison.Ordinal) && _random.Next(3) > 0 ? DamageJson(text) : DamageText(text);
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (_random.Next(10) == 0 && bytes.Length > 0)
        {
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        }

        return bytes;
    }

    // What is no JSON any more, or JSON that the writer refuses, is damaged as text.
    private string DamageJson(string text)
    {
        try
        {
            return DamageNode(JsonNode.Parse(text));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return DamageText(text);
        }
    }

    // One node gets another value, gets deeper, or is there twice.
    private string DamageNode(JsonNode? root)
    {
        var nodes = Below(root).ToList();
        var json = root?.ToJsonString() ?? "null";
        var old = nodes.Count == 0 ? json : nodes[_random.Next(nodes.Count)]?.ToJsonString() ?? "null";
        var changed = _random.Next(5) switch
        {
            0 => $"[{old},{old}]",
            1 => new string('[', 100) + old + new string(']', 100),
            _ => Values[_random.Next(Values.Length)],
        };
        var at = json.IndexOf(old, StringComparison.Ordinal);
        return at < 0 ? json : json[..at] + changed + json[(at + old.Length)..];
    }

    private string DamageText(string text)
    {
        var lines = text.Split('\n').ToList();
        var (line, other) = (_random.Next(lines.Count), _random.Next(lines.Count));
        var column = _random.Next(lines[line].Length + 1);
        var snippet = Snippets[_random.Next(Snippets.Length)];
        switch (_random.Next(8))
        {
            case 0: lines.RemoveAt(line); break;
            case 1: lines.Insert(line, lines[other]); break;
            case 2: (lines[line], lines[other]) = (lines[other], lines[line]); break;
            case 3: lines[line] = lines[line][..column]; break;
            case 4: lines[line] = lines[line].Insert(column, string.Concat(Enumerable.Repeat(snippet, _random.Next(2, 200)))); break;
            case 5 when _random.Next(20) == 0:
                lines[line] = lines[line].Insert(column, string.Concat(Enumerable.Repeat(snippet, LongLength / snippet.Length)));
                break;
            case 6: return string.Join('\n', lines)[.._random.Next(text.Length)];
            default: lines[line] = lines[line].Insert(column, snippet); break;
        }

        return string.Join('\n', lines);
    }

    private static IEnumerable<JsonNode?> Below(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(pair => Below(pair.Value).Prepend(pair.Value)),
        JsonArray list => list.SelectMany(one => Below(one).Prepend(one)),
        _ => [],
    };
}
