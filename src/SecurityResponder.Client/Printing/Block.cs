using SecurityResponder.Advisories;

namespace SecurityResponder.Client.Printing;

/// <summary>A part of the result for people. Texts are safe to print. The renderers lay blocks out for a terminal or as Markdown.</summary>
internal abstract record Block
{
    /// <summary>The beginning of a section.</summary>
    /// <param name="Text">One line.</param>
    public sealed record Heading(string Text) : Block;

    /// <summary>A sentence.</summary>
    /// <param name="Text">One line.</param>
    /// <param name="Details">Lines that belong to it.</param>
    public sealed record Paragraph(string Text, params IReadOnlyList<string> Details) : Block;

    /// <summary>An advisory with what is to be said about it.</summary>
    /// <param name="Level">Its severity.</param>
    /// <param name="Score">Its score; empty without one.</param>
    /// <param name="Text">Its id, and whether it is exploited.</param>
    /// <param name="Details">Lines below it.</param>
    public sealed record Entry(SeverityLevel Level, string Score, string Text, IReadOnlyList<string> Details) : Block;

    /// <summary>A table. Its width follows from its cells.</summary>
    /// <param name="Titles">The titles of the columns, e.g. <c>Fixed in</c>.</param>
    /// <param name="Rows">The rows, made anew each time that they are read: thousands of them would fill the memory.</param>
    public sealed record Table(IReadOnlyList<string> Titles, IEnumerable<TableRow> Rows) : Block;
}

/// <summary>A row of a table.</summary>
/// <param name="Level">The severity that the first cell names; null when it names none.</param>
/// <param name="Cells">One cell for each column.</param>
internal sealed record TableRow(SeverityLevel? Level, IReadOnlyList<string> Cells);
