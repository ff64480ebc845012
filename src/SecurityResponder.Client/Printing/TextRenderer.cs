using System.Text;
using SecurityResponder.Advisories;

namespace SecurityResponder.Client.Printing;

/// <summary>Lays blocks out for a terminal. Tables are as wide as their cells; everything else is wrapped.</summary>
/// <param name="columns">The longest line, except in tables.</param>
/// <param name="hasColor">Whether severities are coloured.</param>
/// <param name="output">Receives the text.</param>
internal sealed class TextRenderer(int columns, bool hasColor, TextWriter output)
{
    private const int LevelWidth = 9;
    private const int ScoreWidth = 4;
    private const int Gap = 3;

    private readonly StringBuilder _text = new();

    /// <summary>Writes blocks.</summary>
    public void Render(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case Block.Heading heading: _text.Append('\n').Append(heading.Text).Append(":\n"); break;
                case Block.Paragraph paragraph: Append(paragraph); break;
                case Block.Entry entry: Append(entry); break;
                case Block.Table table: Append(table); break;
            }

            Flush();
        }
    }

    private void Flush()
    {
        output.Write(_text);
        _text.Clear();
    }

    private void Append(Block.Paragraph paragraph)
    {
        WordWrap.Append(_text, paragraph.Text, columns, hanging: 2);
        AppendDetails(paragraph.Details, 2);
    }

    private void Append(Block.Entry entry)
    {
        // The codes of a colour have no width: they come after the wrapping.
        var (level, start) = (entry.Level.Name(), _text.Length + 2);
        WordWrap.Append(_text, $"{level.PadRight(LevelWidth)}{entry.Score.PadLeft(ScoreWidth)}  {entry.Text}", columns, 2, 4);
        _text.Remove(start, level.Length).Insert(start, Colored(entry.Level, level));
        AppendDetails(entry.Details, 4);
    }

    private void AppendDetails(IReadOnlyList<string> details, int indent)
    {
        foreach (var detail in details)
        {
            WordWrap.Append(_text, detail, columns, indent, indent + 2);
        }
    }

    private void Append(Block.Table table)
    {
        var longest = new int[table.Titles.Count];
        foreach (var row in table.Rows)
        {
            for (var column = 0; column < longest.Length; column++)
            {
                longest[column] = Math.Max(longest[column], row.Cells[column].Length);
            }
        }

        // A column without any value only takes space.
        var widths = longest.Select((length, column) => Math.Max(length, table.Titles[column].Length)).ToList();
        var shown = Enumerable.Range(0, widths.Count).Where(column => longest[column] > 0).ToList();
        AppendRow(null, [.. table.Titles.Select(title => title.ToUpperInvariant())], shown, widths);
        foreach (var row in table.Rows)
        {
            AppendRow(row.Level, row.Cells, shown, widths);
            Flush();
        }
    }

    private void AppendRow(SeverityLevel? level, IReadOnlyList<string> cells, List<int> shown, List<int> widths)
    {
        var spaces = 0;
        for (var i = 0; i < shown.Count; i++)
        {
            // No spaces at the end of a line.
            var cell = cells[shown[i]];
            _text.Append(' ', cell.Length > 0 ? spaces : 0).Append(i == 0 && level is { } known ? Colored(known, cell) : cell);
            spaces = (cell.Length > 0 ? 0 : spaces) + widths[shown[i]] - cell.Length + Gap;
        }

        _text.Append('\n');
    }

    private string Colored(SeverityLevel level, string text) => !hasColor ? text : level switch
    {
        SeverityLevel.Critical => $"\u001b[1;31m{text}\u001b[0m",
        SeverityLevel.High => $"\u001b[31m{text}\u001b[0m",
        SeverityLevel.Medium => $"\u001b[33m{text}\u001b[0m",
        SeverityLevel.Unknown => $"\u001b[35m{text}\u001b[0m",
        _ => text,
    };
}
