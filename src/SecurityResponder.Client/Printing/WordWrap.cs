using System.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>Breaks text into lines at spaces; a longer word is broken where the line ends.</summary>
internal static class WordWrap
{
    /// <summary>Appends a text with a line break at the end.</summary>
    /// <param name="output">Receives the lines.</param>
    /// <param name="text">The text, on one line.</param>
    /// <param name="columns">The longest line.</param>
    /// <param name="indent">Spaces before the first line.</param>
    /// <param name="hanging">Spaces before the following lines.</param>
    public static void Append(StringBuilder output, string text, int columns, int indent = 0, int hanging = 0)
    {
        var column = indent;
        output.Append(' ', indent);
        var isFirst = true;
        foreach (var word in text.Split(' '))
        {
            if (!isFirst && column + 1 + word.Length > columns)
            {
                output.Append('\n').Append(' ', hanging);
                column = hanging;
                isFirst = true;
            }

            output.Append(isFirst ? "" : " ");
            column += isFirst ? 0 : 1;
            column = AppendWord(output, word, columns, column, hanging);
            isFirst = false;
        }

        output.Append('\n');
    }

    // Returns the column behind the word.
    private static int AppendWord(StringBuilder output, string word, int columns, int column, int hanging)
    {
        var rest = word.AsSpan();
        while (column + rest.Length > columns)
        {
            var length = columns - column;
            length -= length > 0 && char.IsHighSurrogate(rest[length - 1]) ? 1 : 0;
            output.Append(rest[..length]).Append('\n').Append(' ', hanging);
            rest = rest[length..];
            column = hanging;
        }

        output.Append(rest);
        return column + rest.Length;
    }
}
