namespace SecurityResponder.Client.Kubernetes.Kubeconfigs;

/// <summary>Texts on one line, plain or quoted.</summary>
internal static class YamlScalar
{
    // Anchors, aliases, tags, flow collections: YAML gives these a meaning that is not read here.
    private const string Reserved = "{}[]&*!|>%@`,";

    /// <summary>Reads a value.</summary>
    /// <param name="text">Without indentation and comment, and not empty.</param>
    /// <param name="line">The line that it stands on.</param>
    /// <exception cref="FormatException">It is no such text; the message names the line.</exception>
    public static YamlNode Of(string text, YamlLine line) => text switch
    {
        ['"' or '\'', ..] => new() { Text = YamlQuote.Text(text, line) },
        "~" or "null" or "Null" or "NULL" => YamlNode.Empty,
        "{}" => new() { Entries = new Dictionary<string, YamlNode>() },
        "[]" => new() { Items = [] },
        [var first, ..] when Reserved.Contains(first, StringComparison.Ordinal) =>
            throw line.Fault($"has a value that begins with {first}, which is not read here"),
        _ when IsItem(text) || Colon(text) >= 0 || text.StartsWith("? ", StringComparison.Ordinal) =>
            throw line.Fault("has more than one value; a text with `: ` or `- ` in it needs quotes"),
        _ => new() { Text = text },
    };

    /// <summary>Whether a text is an item of a sequence.</summary>
    public static bool IsItem(string text) => text is "-" or ['-', ' ' or '\t', ..];

    /// <summary>Finds the colon of <c>key: value</c>: behind it a space or the end of the line, and not inside quotes.</summary>
    /// <returns>-1 when there is none.</returns>
    public static int Colon(string text)
    {
        if (text is ['{' or '[', ..])
        {
            return -1;
        }

        var isQuoted = text is ['"' or '\'', ..];
        var start = isQuoted ? YamlQuote.End(text, 0) : 0;
        for (var i = start; i >= 0 && i < text.Length; i++)
        {
            if (text[i] == ':' && (i + 1 == text.Length || text[i + 1] is ' ' or '\t'))
            {
                return i;
            }

            if (isQuoted && text[i] is not (' ' or '\t'))
            {
                break;
            }
        }

        return -1;
    }
}
