using System.Text;

namespace SecurityResponder.Client.Kubernetes.Kubeconfigs;

/// <summary>Block scalars: literal <c>|</c> and folded <c>&gt;</c>
/// (<see href="https://yaml.org/spec/1.2.2/#81-block-scalar-styles"/>).</summary>
internal static class YamlBlockScalar
{
    /// <summary>Reads the text.</summary>
    /// <param name="header">E.g. <c>|</c>, <c>>-</c>.</param>
    /// <param name="lines">The lines below the header, as far as they are indented deeper than it, or blank.</param>
    /// <param name="line">The header's line.</param>
    /// <exception cref="FormatException">The header is unknown, or the lines are not indented alike.</exception>
    public static string Text(string header, IReadOnlyList<string> lines, YamlLine line)
    {
        var signs = header[1..];
        if (signs.Length > 2 || !signs.All(sign => sign is '+' or '-' or (>= '1' and <= '9')))
        {
            throw line.Fault($"begins a block of text with {header}, which YAML does not know");
        }

        var digit = signs.FirstOrDefault(char.IsAsciiDigit);
        var indent = digit > 0 ? line.Indent + digit - '0' : Indent(lines.FirstOrDefault(row => !IsBlank(row)) ?? "");
        if (lines.Any(row => !IsBlank(row) && Indent(row) < indent))
        {
            throw line.Fault("begins a block of text whose lines are not indented alike");
        }

        List<string> rows = [.. lines.Select(row => row.Length > indent ? row[indent..] : "")];
        var count = rows.FindLastIndex(row => row.Length > 0) + 1;
        var text = header[0] == '|' ? string.Join('\n', rows.Take(count)) : Fold(rows.Take(count), line);
        return signs.Contains('-') ? text
            : signs.Contains('+') ? text + new string('\n', rows.Count - count + Math.Sign(count))
            : count > 0 ? text + "\n" : text;
    }

    /// <summary>Whether a line is empty but for spaces.</summary>
    public static bool IsBlank(string row) => row.AsSpan().Trim(' ').IsEmpty;

    /// <summary>How many spaces a line begins with.</summary>
    public static int Indent(string row) => row.Length - row.AsSpan().TrimStart(' ').Length;

    // A line break becomes a space; an empty line becomes a line break.
    private static string Fold(IEnumerable<string> rows, YamlLine line)
    {
        var text = new StringBuilder();
        var hasBegun = false;
        var breaks = 0;
        foreach (var row in rows)
        {
            if (row is [' ' or '\t', ..])
            {
                throw line.Fault("begins a folded text with lines that are indented deeper, which is not read here");
            }

            if (row.Length == 0)
            {
                breaks++;
                continue;
            }

            text.Append(hasBegun && breaks == 0 ? " " : new string('\n', breaks)).Append(row);
            (hasBegun, breaks) = (true, 0);
        }

        return text.ToString();
    }
}
