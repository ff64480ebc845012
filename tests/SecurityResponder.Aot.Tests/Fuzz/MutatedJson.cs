using System.Text;
using System.Text.Json.Nodes;

namespace SecurityResponder.Aot.Tests.Fuzz;

/// <summary>Valid JSON documents with random changes: of types, numbers, lengths, depths, names, duplicates, bytes and encodings.</summary>
internal static class MutatedJson
{
    private const int MaxChanges = 4;

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "-0", "9223372036854775808", "99999999999999999999999999", "\"\"", "[]", "{}", "[null]",
        "[[[[]]]]", "{\"\":{}}", "\"\\u0000\"", "\"\\ud800\"", "\"\\u202e\\u001b[2J\"", "\"v999999999999.0.0\"", "\"v1.34.5+rke2r1\"",
        "\"2026-13-45T99:99:99Z\"", "\"CVSS:3.1/AV:N\"", "\"pkg:oci/x?%zz\"", "\"CVE-1-1\"", "\"../../x\"", "\"😀\"",
    ];

    private static readonly string[] Pieces =
        ["\"", "{", "}", "[", "]", ",", ":", "\\", "\\u12", "\0", "\r\n", "//", "NaN", "-", "\u2028", "\"a\":1,"];

    /// <summary>Returns a changed document.</summary>
    /// <param name="json">A valid document.</param>
    /// <param name="random">Chooses the changes.</param>
    public static byte[] Of(string json, Random random)
    {
        JsonNode root = JsonNode.Parse(json)!;
        List<(JsonNode Node, string Mark, string Text)> replaced = [];
        for (int i = random.Next(1, MaxChanges + 1); i > 0; i--)
        {
            Change(root, replaced, random);
        }

        string text = replaced.Aggregate(
            root.ToJsonString(), (all, change) => all.Replace($"\"{change.Mark}\"", change.Text, StringComparison.Ordinal));
        return Encoded(random.Next(3) == 0 ? Broken(text, random) : text, random);
    }

    // A mark stands for what JsonNode cannot hold, such as names that occur twice.
    private static void Change(JsonNode root, List<(JsonNode Node, string Mark, string Text)> replaced, Random random)
    {
        JsonNode node = Node(root, random);
        if (ReferenceEquals(node, root) || replaced.Any(change => ReferenceEquals(change.Node, node)))
        {
            return;
        }

        string mark = $"mark-{replaced.Count}-{random.Next()}";
        JsonNode stand = JsonValue.Create(mark);
        replaced.Add((stand, mark, Text(node, random)));
        node.ReplaceWith(stand);
    }

    private static JsonNode Node(JsonNode root, Random random)
    {
        JsonNode node = root;
        while (Children(node) is { Count: > 0 } children && random.Next(6) > 0)
        {
            node = children[random.Next(children.Count)];
        }

        return node;
    }

    private static List<JsonNode> Children(JsonNode node) => node switch
    {
        JsonObject members => [.. members.Select(member => member.Value).OfType<JsonNode>()],
        JsonArray items => [.. items.OfType<JsonNode>()],
        _ => [],
    };

    private static string Text(JsonNode node, Random random)
    {
        string text = node.ToJsonString();
        return random.Next(8) switch
        {
            0 => Repeated(text, random),
            1 => Nested(text, random),
            2 => Doubled(node, random),
            3 => "\"" + new string((char)random.Next('a', 'z'), 1 << random.Next(18)) + "\"",
            4 => string.Concat(text.Select(character => char.IsAsciiDigit(character) ? (char)random.Next('0', '9' + 1) : character)),
            _ => Values[random.Next(Values.Length)],
        };
    }

    private static string Repeated(string text, Random random) =>
        $"[{string.Join(',', Enumerable.Repeat(text, random.Next(1 + (50_000 / (text.Length + 1)))))}]";

    private static string Nested(string text, Random random)
    {
        int depth = 1 << random.Next(12);
        return random.Next(2) == 0
            ? new string('[', depth) + text + new string(']', depth)
            : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + text + new string('}', depth);
    }

    // An object in which each name occurs twice, the second time with another value.
    private static string Doubled(JsonNode node, Random random)
    {
        if (node is not JsonObject { Count: > 0 } members)
        {
            return $"{{\"id\":{node.ToJsonString()},\"id\":{node.ToJsonString()}}}";
        }

        IEnumerable<string> once = members.Select(member => $"{Name(member.Key)}:{member.Value?.ToJsonString() ?? "null"}");
        IEnumerable<string> again = members.Select(member => $"{Name(member.Key)}:{Values[random.Next(Values.Length)]}");
        return $"{{{string.Join(',', once.Concat(again))}}}";
    }

    private static string Name(string key) => JsonValue.Create(key).ToJsonString();

    private static string Broken(string text, Random random)
    {
        int at = random.Next(text.Length + 1), length = Math.Min(random.Next(40), text.Length - at);
        return random.Next(3) == 0
            ? text[..at]
            : text[..at] + Pieces[random.Next(Pieces.Length)] + text[(at + length)..];
    }

    private static byte[] Encoded(string text, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        switch (random.Next(20))
        {
            case 0: return [0xEF, 0xBB, 0xBF, .. bytes];
            case 1: return Encoding.Unicode.GetBytes(text);
            case 2 when bytes.Length > 0: bytes[random.Next(bytes.Length)] = (byte)random.Next(256); return bytes;
            case 3: return [.. bytes, .. bytes];
            default: return bytes;
        }
    }
}
