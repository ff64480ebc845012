using System.Globalization;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.ReleaseNotes;

/// <summary>Reads RKE2's release notes of a minor: a Markdown table of releases and components, and a section for each release.</summary>
internal sealed class ReleaseNotesReader(SourceFile file, List<Remark> remarks)
{
    private static readonly string[] DateFormats = ["MMM d yyyy", "MMM dd yyyy", "MMMM d yyyy", "yyyy-MM-dd"];

    /// <summary>The releases in the order of the table.</summary>
    /// <param name="file">The file.</param>
    /// <param name="remarks">Receives what is not used.</param>
    /// <exception cref="InvalidSourceException">The file has no table of releases.</exception>
    public static IReadOnlyList<NotedRelease> Read(SourceFile file, List<Remark> remarks) => new ReleaseNotesReader(file, remarks).Read();

    private List<NotedRelease> Read()
    {
        var text = MarkdownText.WithoutComments(file);
        var sections = ReleaseSections.Of(text);
        var releases = new List<NotedRelease>();
        var isFound = false;
        foreach (var table in MarkdownTable.All(text).Where(table => table.Heading(0) == "Version" && table.Has("Kubernetes")))
        {
            isFound = true;
            releases.AddRange(table.Rows.Select(row => Release(table, row, sections)).OfType<NotedRelease>());
        }

        return isFound ? releases : throw file.Fault(1, "a table with the columns Version and Kubernetes");
    }

    private NotedRelease? Release(MarkdownTable table, MarkdownRow row, ReleaseSections sections)
    {
        var name = row.Cells.Count > 0 ? row.Cells[0].Text.Trim() : "";
        if (ReleaseVersion.TryParse(name.TrimEnd('*', '\\').Trim()) is not { } version)
        {
            Remark(row, $"the row begins with \"{name}\", which is no release");
            return null;
        }

        var section = sections.Find(version);
        return new NotedRelease(
            version,
            Date(table, row),
            ComponentRow.Read(table, row, sentence => Remark(row, sentence)),
            IsPrimeOnly: name.EndsWith('*') || section?.IsPrimeOnly == true,
            section?.GoVersion,
            file.Name,
            row.Line);
    }

    private DateOnly? Date(MarkdownTable table, MarkdownRow row)
    {
        var column = table.Find("Release date");
        if (column is null || column >= row.Cells.Count)
        {
            return null;
        }

        var text = row.Cells[column.Value].Text.Replace(",", "", StringComparison.Ordinal).Trim();
        if (DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date))
        {
            return date;
        }

        Remark(row, $"the cell \"{text}\" under Release date is no date");
        return null;
    }

    private void Remark(MarkdownRow row, string sentence) => remarks.Add(new Remark(file.Name, row.Line, sentence));
}
