using System.Text.RegularExpressions;
using SecurityResponder.Components;

namespace SecurityResponder.Feed.ReleaseNotes;

/// <summary>Reads the component versions of a row by the headings of the table.</summary>
internal static partial class ComponentRow
{
    private static readonly string[] OtherHeadings = ["Version", "Release date", "Component"];

    /// <summary>The versions by component.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">The row.</param>
    /// <param name="remark">Receives what is not used.</param>
    public static SortedDictionary<string, string> Read(MarkdownTable table, MarkdownRow row, Action<string> remark)
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (heading, cell) in CellsByHeading(table, row, remark))
        {
            if (OtherHeadings.Contains(heading, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var (name, text) in Parts(heading, cell))
            {
                if (VersionOf(text) is { } version)
                {
                    versions[name] = version;
                }
                else
                {
                    remark($"the cell \"{text.Trim()}\" under {heading} is no version");
                }
            }
        }

        return versions;
    }

    /// <summary>The version in a text such as <c>Flannel v0.28.8</c> or <c>nginx-1.9.6-hardened1</c>; null for other text.</summary>
    public static string? VersionOf(string text) =>
        VersionText().Match(text.Trim()) is { Success: true } match
        && ComponentVersion.TryParse(match.Groups["version"].Value) is not null ? match.Groups["version"].Value : null;

    // Canal has two components in one cell, and says which.
    private static IEnumerable<(string Name, string Text)> Parts(string heading, MarkdownCell cell)
    {
        var column = heading.Split('(')[0].Trim().ToLowerInvariant();
        if (column != "canal")
        {
            return [(Component.TryParse(column)?.Name ?? column, cell.Text)];
        }

        return cell.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => (Component.TryParse(part.Split(' ')[0])?.Name is { } name ? "canal-" + name : "canal", part));
    }

    // With another number of cells than headings it is unsure which cell belongs to which heading: only cells whose link says so count.
    private static IEnumerable<(string Heading, MarkdownCell Cell)> CellsByHeading(
        MarkdownTable table, MarkdownRow row, Action<string> remark)
    {
        if (row.Cells.Count == table.Headings.Count)
        {
            return table.Headings.Zip(row.Cells);
        }

        remark($"the row has {row.Cells.Count} cells under {table.Headings.Count} headings: only components that links name are used");
        return table.Headings.Select(heading => (heading, cells: row.Cells.Where(cell => LinksTo(heading, cell)).ToList()))
            .Where(pair => pair.cells.Count > 0 && pair.cells.Select(cell => cell.Text.Trim()).Distinct().Count() == 1)
            .Select(pair => (pair.heading, pair.cells[0]));
    }

    private static bool LinksTo(string heading, MarkdownCell cell)
    {
        var isCanal = heading.StartsWith("Canal", StringComparison.OrdinalIgnoreCase);
        if (isCanal || cell.Links.Count != 1)
        {
            return isCanal && cell.Links.Count == 2;
        }

        return Component.TryParse(heading.Split('(')[0].Trim()) is { } component && Names(component).Any(
            name => cell.Links[0].Contains($"/{name}/", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Names(Component component) => component.OtherNames.Prepend(component.Name);

    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z ]* )?(?:[A-Za-z]+-)*(?<version>v?[0-9]+\.[0-9]+(?:\.[0-9]+)?(?:[-+][0-9A-Za-z.+-]+)?)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex VersionText();
}
