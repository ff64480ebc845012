namespace SecurityResponder.Client.Collecting.Kubeconfigs;

/// <summary>A line of YAML that says something.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Indent">Spaces before the text.</param>
/// <param name="Text">Without indentation and comment.</param>
/// <param name="Raw">As it stands in the file; block scalars need it.</param>
internal sealed record YamlLine(int Number, int Indent, string Text, string Raw);

/// <summary>Splits YAML into lines and leaves out comments, blank lines and document marks.</summary>
internal static class YamlLines
{
    public static List<YamlLine> Of(string yaml)
    {
        var lines = new List<YamlLine>();
        var number = 0;
        foreach (var raw in yaml.ReplaceLineEndings("\n").Split('\n'))
        {
            var text = WithoutComment(raw.TrimStart(' '));
            lines.Add(new(++number, raw.Length - raw.TrimStart(' ').Length, text is "---" or "..." ? "" : text, raw));
        }

        return lines;
    }

    // A `#` begins a comment at the start or behind a space, but not inside quotes.
    private static string WithoutComment(string text)
    {
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote is null && c == '#' && (i == 0 || text[i - 1] is ' ' or '\t'))
            {
                return text[..i].TrimEnd();
            }

            var opens = quote is null && c is '"' or '\'' && (i == 0 || text[i - 1] is ' ' or ':' or '-');
            quote = c == quote && !(c == '"' && text[i - 1] == '\\') ? null : opens ? c : quote;
        }

        return text.TrimEnd();
    }
}
