using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SecurityResponder.Feed.ReleaseNotes;

/// <summary>A cell: its text, and the targets of its links.</summary>
/// <param name="Text">Without Markdown; a line break in HTML is a line break.</param>
/// <param name="Links">Targets of links, in order.</param>
internal sealed record MarkdownCell(string Text, IReadOnlyList<string> Links);

/// <summary>A row of a table.</summary>
/// <param name="Line">The line in the file, from 1.</param>
/// <param name="Cells">The cells; their number may differ from that of the headings.</param>
internal sealed record MarkdownRow(int Line, IReadOnlyList<MarkdownCell> Cells);

/// <summary>A pipe table of a Markdown file.</summary>
/// <param name="Headings">The headings.</param>
/// <param name="Rows">The rows below them.</param>
internal sealed record MarkdownTable(IReadOnlyList<string> Headings, IReadOnlyList<MarkdownRow> Rows)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    /// <summary>The heading of a column; empty when there is none.</summary>
    public string Heading(int column) => column < Headings.Count ? Headings[column] : "";

    /// <summary>Whether there is a column with a heading.</summary>
    public bool Has(string heading) => Find(heading) is not null;

    /// <summary>The column with a heading, in any case; null when there is none.</summary>
    public int? Find(string heading)
    {
        for (var column = 0; column < Headings.Count; column++)
        {
            if (Headings[column].Equals(heading, StringComparison.OrdinalIgnoreCase))
            {
                return column;
            }
        }

        return null;
    }

    /// <summary>The tables of a file. Each block of lines that begin with a pipe is parsed on its own: HTML around a table would hide it
    /// from a Markdown parser.</summary>
    /// <param name="lines">The lines of the file.</param>
    public static IEnumerable<MarkdownTable> All(IReadOnlyList<string> lines)
    {
        for (var first = 0; first < lines.Count; first++)
        {
            var end = first;
            while (end < lines.Count && lines[end].TrimStart().StartsWith('|'))
            {
                end++;
            }

            if (end - first >= 2 && Parse(lines, first, end) is { } table)
            {
                yield return table;
            }

            first = Math.Max(first, end);
        }
    }

    // A row at a time, below the headings: the parser would give all rows the same number of cells.
    private static MarkdownTable? Parse(IReadOnlyList<string> lines, int first, int end)
    {
        if (!lines[first + 1].AsSpan().ContainsAny('-', ':') || lines[first + 1].AsSpan().ContainsAnyExcept("|-: \t"))
        {
            return null;
        }

        var headings = Cells(lines[first]).Select(cell => cell.Text.Trim()).ToList();
        var rows = Enumerable.Range(first + 2, end - first - 2).Select(line => new MarkdownRow(line + 1, Cells(lines[line])));
        return new MarkdownTable(headings, [.. rows]);
    }

    private static List<MarkdownCell> Cells(string line)
    {
        var document = Markdown.Parse(line.Trim() + "\n|---|\n", Pipeline);
        var row = document.OfType<Table>().FirstOrDefault()?.OfType<TableRow>().FirstOrDefault();
        return row is null ? [] : [.. row.OfType<TableCell>().Select(Cell)];
    }

    private static MarkdownCell Cell(TableCell cell)
    {
        var inlines = cell.Descendants().OfType<Inline>().ToList();
        var text = string.Concat(inlines.Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            HtmlInline html when html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase) => "\n",
            _ => "",
        }));
        return new MarkdownCell(text, [.. inlines.OfType<LinkInline>().Select(link => link.Url ?? "")]);
    }
}
