using System.Buffers;
using System.Text;
using SecurityResponder.Advisories;

namespace SecurityResponder.Client.Printing;

/// <summary>Writes blocks as Markdown for tickets (<see href="https://github.github.com/gfm/"/>).</summary>
/// <param name="output">Receives the text row by row, so that thousands of findings need little memory.</param>
internal sealed class MarkdownRenderer(TextWriter output)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_{}[]<>|~&#@");

    private static readonly SearchValues<char> Unlinkable = SearchValues.Create("<>|\\`\"");

    /// <summary>Writes blocks, separated by an empty line.</summary>
    public void Render(IEnumerable<Block> blocks)
    {
        var separator = "";
        foreach (var block in blocks)
        {
            output.Write(separator);
            separator = "\n";
            switch (block)
            {
                case Block.Heading heading: output.Write($"## {Escape(heading.Text)}\n"); break;
                case Block.Paragraph paragraph: Write(paragraph); break;
                case Block.Entry entry: Write(entry); break;
                case Block.Table table: Write(table); break;
            }
        }
    }

    private void Write(Block.Paragraph paragraph)
    {
        output.Write($"{Escape(paragraph.Text)}\n");
        WriteList(paragraph.Details);
    }

    private void Write(Block.Entry entry)
    {
        output.Write($"**{entry.Level.Name()}** {Escape($"{entry.Score} {entry.Text}".Trim())}\n");
        WriteList(entry.Details);
    }

    private void WriteList(IReadOnlyList<string> items)
    {
        output.Write(items.Count > 0 ? "\n" : "");
        foreach (var item in items)
        {
            output.Write($"- {Escape(item)}\n");
        }
    }

    private void Write(Block.Table table)
    {
        var shown = Enumerable.Range(0, table.Titles.Count)
            .Where(column => table.Rows.Any(row => row.Cells[column].Length > 0)).ToList();
        WriteRow(shown.Select(column => table.Titles[column]));
        WriteRow(shown.Select(_ => "---"));
        foreach (var row in table.Rows)
        {
            WriteRow(shown.Select(column => Escape(row.Cells[column])));
        }
    }

    private void WriteRow(IEnumerable<string> cells) => output.Write($"| {string.Join(" | ", cells)} |\n");

    // A text from outside must not become a link, a mention, a table cell or HTML. A URL stays a link.
    private static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        return string.Join(' ', text.Split(' ').Select(word => IsAddress(word) ? $"<{word}>" : EscapeWord(word)));
    }

    private static bool IsAddress(string word) =>
        word.StartsWith("https://", StringComparison.Ordinal) && !word.AsSpan().ContainsAny(Unlinkable);

    private static string EscapeWord(string word)
    {
        var escaped = new StringBuilder(word.Length + 4);
        foreach (var character in word)
        {
            escaped.Append(Special.Contains(character) ? "\\" : "").Append(character);
        }

        return escaped.ToString();
    }
}
