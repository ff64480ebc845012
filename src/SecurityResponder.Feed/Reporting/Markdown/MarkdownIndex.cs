using System.Text;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Feed.Reporting.Pages;

namespace SecurityResponder.Feed.Reporting.Markdown;

/// <summary>The list of all releases as Markdown.</summary>
internal static class MarkdownIndex
{
    /// <summary>The text.</summary>
    public static string Of(SiteContent content)
    {
        var text = new StringBuilder("# RKE2 releases and their CVEs\n\n");
        text.Append($"As of {DisplayText.Minute(content.At)}. Each CVE affects a release in some configuration.\n");
        foreach (var sentence in content.Missing)
        {
            text.Append($"\n> {sentence}\n");
        }

        foreach (var minor in content.Releases.GroupBy(release => release.Version.Minor))
        {
            text.Append($"\n## {minor.Key}\n\n{Sentence(DisplayText.Badge(minor.First().Support).Text)}\n\n");
            text.Append(MarkdownEscape.Row(["Release", "Released", .. ReleaseRowModel.Names]));
            text.Append(MarkdownEscape.Row(["---", "---", .. ReleaseRowModel.Names.Select(_ => "---:")]));
            foreach (var release in minor.Select(ReleaseRowModel.Of))
            {
                var figures = release.Figures.Select(figure => figure.Text);
                text.Append(MarkdownEscape.Row([Name(release), release.Day ?? "unknown", .. figures]));
            }
        }

        AppendSources(text, content);
        return text.ToString();
    }

    private static string Name(ReleaseRowModel release)
    {
        var marks = string.Join(", ", release.Marks.Select(mark => MarkdownEscape.Of(mark.Text)));
        var link = MarkdownEscape.Link(release.Link.Text, Path.ChangeExtension(release.Link.Href, ".md"));
        return marks == "" ? link : $"{link} ({marks})";
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static void AppendSources(StringBuilder text, SiteContent content)
    {
        text.Append("\n## Sources\n\n");
        foreach (var source in content.Sources.Select(SourceModel.Of))
        {
            var name = source.Href is null ? MarkdownEscape.Of(source.Name) : MarkdownEscape.Link(source.Name, source.Href);
            string?[] facts = [source.Day, source.License];
            text.Append($"- {string.Join(", ", facts.OfType<string>().Select(MarkdownEscape.Of).Prepend(name))}\n");
        }

        text.Append(content.Sources.Count == 0 ? "The feed does not name its sources.\n" : "");
    }
}
