using System.Text;

namespace SecurityResponder.Options;

/// <summary>Text of words, wrapped to a width.</summary>
public static class WrappedText
{
    /// <summary>Appends a paragraph, with a line break at the end.</summary>
    /// <param name="output">The text so far, at the start of a line.</param>
    /// <param name="text">Words with spaces between them.</param>
    /// <param name="columns">The width in columns.</param>
    public static void AppendParagraph(StringBuilder output, string text, int columns) => AppendWords(output, text, 0, columns);

    /// <summary>Appends a name and, in a column of its own, its meaning, with a line break at the end.</summary>
    /// <param name="output">The text so far, at the start of a line.</param>
    /// <param name="name">What stands on the left, with its indentation. The meaning begins on the next line if there is no room.</param>
    /// <param name="meaning">Words with spaces between them.</param>
    /// <param name="indent">The column of the meaning.</param>
    /// <param name="columns">The width in columns.</param>
    public static void AppendEntry(StringBuilder output, string name, string meaning, int indent, int columns)
    {
        output.Append(name);
        if (name.Length >= indent)
        {
            output.Append('\n');
        }

        output.Append(' ', name.Length >= indent ? indent : indent - name.Length);
        AppendWords(output, meaning, indent, columns);
    }

    private static void AppendWords(StringBuilder output, string text, int indent, int columns)
    {
        var column = indent;
        foreach (var word in text.Split(' '))
        {
            if (column > indent && column + 1 + word.Length > columns)
            {
                output.Append('\n').Append(' ', indent);
                column = indent;
            }

            output.Append(column > indent ? " " : "").Append(word);
            column += word.Length + (column > indent ? 1 : 0);
        }

        output.Append('\n');
    }
}
