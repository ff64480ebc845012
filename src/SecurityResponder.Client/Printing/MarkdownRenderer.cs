using System.Buffers;
using System.Text;
using SecurityResponder.Advisories;

namespace SecurityResponder.Client.Printing;

/// <summary>Writes blocks as Markdown for tickets (<see href="https://github.github.com/gfm/"/>).</summary>
internal sealed class MarkdownRenderer
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_{}[]<>|~&#@");

    private static readonly SearchValues<char> Unlinkable = SearchValues.Create("<>|\\`\"");

    private readonly StringBuilder _text = new();

    /// <summary>The Markdown of blocks.</summary>
    public string Render(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            _text.Append(_text.Length > 0 ? "\n" : "");
            switch (block)
            {
                case Block.Heading heading: _text.Append("## ").Append(Escape(heading.Text)).Append('\n'); break;
                case Block.Paragraph paragraph: Append(paragraph); break;
                case Block.Entry entry: Append(entry); break;
                case Block.Table table: Append(table); break;
            }
        }

        return _text.ToString();
    }

    private void Append(Block.Paragraph paragraph)
    {
        _text.Append(Escape(paragraph.Text)).Append('\n');
        AppendList(paragraph.Details);
    }

    private void Append(Block.Entry entry)
    {
        _text.Append("**").Append(entry.Level.Name()).Append("** ").Append(Escape($"{entry.Score} {entry.Text}".Trim())).Append('\n');
        AppendList(entry.Details);
    }

    private void AppendList(IReadOnlyList<string> items)
    {
        _text.Append(items.Count > 0 ? "\n" : "");
        foreach (var item in items)
        {
            _text.Append("- ").Append(Escape(item)).Append('\n');
        }
    }

    private void Append(Block.Table table)
    {
        var shown = Enumerable.Range(0, table.Titles.Count)
            .Where(column => table.Rows.Any(row => row.Cells[column].Length > 0)).ToList();
        AppendRow(shown.Select(column => table.Titles[column]));
        AppendRow(shown.Select(_ => "---"));
        foreach (var row in table.Rows)
        {
            AppendRow(shown.Select(column => Escape(row.Cells[column])));
        }
    }

    private void AppendRow(IEnumerable<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

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
