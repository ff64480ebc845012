namespace SecurityResponder.Client.Kubernetes.Kubeconfigs;

/// <summary>A line of YAML.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Indent">Spaces before the text.</param>
/// <param name="Text">Without indentation and comment; empty when the line says nothing.</param>
/// <param name="Raw">As it stands in the file; block scalars need it.</param>
internal sealed record YamlLine(int Number, int Indent, string Text, string Raw)
{
    public FormatException Fault(string what) => new($"line {Number} {what}");
}

/// <summary>Splits YAML into the lines of its first document, which is the one that kubectl reads, and takes comments away.</summary>
internal static class YamlLines
{
    public static List<YamlLine> Of(string yaml)
    {
        var lines = new List<YamlLine>();
        var hasBegun = false;
        foreach (var raw in yaml.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n').Split('\n'))
        {
            var text = WithoutComment(raw.TrimStart(' '));
            var isMark = text is "---" or "..." && raw[0] != ' ';
            if (isMark && hasBegun)
            {
                break;
            }

            hasBegun |= !isMark && text.Length > 0;
            lines.Add(new(lines.Count + 1, raw.Length - raw.TrimStart(' ').Length, isMark ? "" : text, raw));
        }

        return lines;
    }

    // A `#` begins a comment at the start or behind a space, but not inside quotes; a quote opens only where a key or a value begins.
    private static string WithoutComment(string text)
    {
        var mayOpen = true;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '#' when i == 0 || text[i - 1] is ' ' or '\t':
                    return text[..i].TrimEnd(' ', '\t');
                case '"' or '\'' when mayOpen:
                    var end = YamlQuote.End(text, i);
                    i = end < 0 ? text.Length : end - 1;
                    mayOpen = false;
                    break;
                case ' ' or '\t':
                    mayOpen |= i > 0 && text[i - 1] == ':';
                    break;
                default:
                    mayOpen &= text[i] == '-' && i + 1 < text.Length && text[i + 1] is ' ' or '\t';
                    break;
            }
        }

        return text.TrimEnd(' ', '\t');
    }
}
