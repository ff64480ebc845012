using System.Text;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Feed.Reporting.Pages;

namespace SecurityResponder.Feed.Reporting.Markdown;

/// <summary>The page of a release as Markdown.</summary>
internal static class MarkdownRelease
{
    /// <summary>The text.</summary>
    public static string Of(SiteContent content, ReleaseEntry release)
    {
        var model = ReleaseModel.Of(content, release);
        var text = new StringBuilder($"# {MarkdownEscape.Of(model.Facts.Version)}\n\n");
        string?[] facts =
        [
            .. model.Facts.Marks.Select(mark => mark.Text), model.Facts.Support.Text,
            model.Facts.Day is null ? null : "released " + model.Facts.Day, "as of " + model.Layout.AsOf,
        ];
        text.Append(string.Join(", ", facts.OfType<string>().Select(MarkdownEscape.Of))).Append(".\n\n");
        AppendAdvice(text, model.Advice);
        AppendFindings(text, model);
        AppendUndecided(text, model.Undecided);
        AppendNotAffected(text, model.NotAffected);
        text.Append(model.Go is null ? "" : $"\n## Go\n\nThis release: {MarkdownEscape.Of(model.Go.Line)}.\n");
        AppendComponents(text, model.Components);
        return text.ToString();
    }

    private static void AppendAdvice(StringBuilder text, AdviceModel advice)
    {
        text.Append(advice.Target is null ? "No upgrade is recommended." : "Recommended: " + Upgrade(advice.Target));
        text.Append(advice.Interim is null ? "" : " First, because it fixes urgent CVEs: " + Upgrade(advice.Interim));
        text.Append(advice.Reason is null ? "" : " " + MarkdownEscape.Of(advice.Reason)).Append('\n');
    }

    private static string Upgrade(UpgradeModel upgrade) =>
        $"{string.Join(" → ", upgrade.Path.Select(step => MarkdownEscape.Link(step.Text, ToMarkdown(step.Href))))} "
        + $"({upgrade.Fixes.Text}, {upgrade.Remains.Text}, {upgrade.Brings.Text}).";

    private static void AppendFindings(StringBuilder text, ReleaseModel model)
    {
        text.Append($"\n## {model.CvesHeading}\n");
        if (model.Findings.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(MarkdownEscape.Row(["CVE", "Severity", "Component", "Fixed in", "Public since", "Remarks"]));
        text.Append(MarkdownEscape.Row(["---", "---", "---", "---", "---", "---"]));
        foreach (var finding in model.Findings)
        {
            text.Append(MarkdownEscape.Row(
            [
                Link(finding.Cve) + (finding.Cve.Exploited is null ? "" : " **known exploited**"), Severity(finding.Cve),
                string.Join("; ", finding.Compared.Select(one => MarkdownEscape.Of(Compared(one)))),
                finding.FixedIn is { } fix ? MarkdownEscape.Link(fix.Text, ToMarkdown(fix.Href)) + After(finding.FixAvailable)
                    : "no release yet",
                finding.Cve.PublicDay ?? "unknown",
                string.Join("; ", finding.Notes.Select(note => MarkdownEscape.Of($"{note.Label}: {note.Text}"))
                    .Prepend(MarkdownEscape.Of(finding.Cve.Summary ?? "")).Where(part => part != "")),
            ]));
        }
    }

    private static void AppendUndecided(StringBuilder text, IReadOnlyList<UndecidedModel> list)
    {
        if (list.Count == 0)
        {
            return;
        }

        text.Append("\n## Undecided\n\nA fact is missing, so each of these CVEs may affect this release.\n\n");
        text.Append(MarkdownEscape.Row(["CVE", "Severity", "Missing fact"])).Append(MarkdownEscape.Row(["---", "---", "---"]));
        foreach (var one in list)
        {
            text.Append(MarkdownEscape.Row([Link(one.Cve), Severity(one.Cve), MarkdownEscape.Of(string.Join("; ", one.Missing))]));
        }
    }

    private static void AppendNotAffected(StringBuilder text, IReadOnlyList<NotAffectedModel> list)
    {
        if (list.Count == 0)
        {
            return;
        }

        text.Append("\n## Not affected\n\nThe RKE2 maintainers state that their build is not affected.\n\n");
        text.Append(MarkdownEscape.Row(["CVE", "Component", "Statement"])).Append(MarkdownEscape.Row(["---", "---", "---"]));
        foreach (var one in list)
        {
            var build = $"{one.Statement.Component} {one.Statement.Build}".TrimEnd();
            text.Append(MarkdownEscape.Row([Link(one.Cve), MarkdownEscape.Of(build), MarkdownEscape.Of(one.Statement.Text)]));
        }
    }

    private static void AppendComponents(StringBuilder text, IReadOnlyList<ComponentModel> components)
    {
        text.Append("\n## Bundled components\n\n").Append(MarkdownEscape.Row(["Component", "Version"]));
        text.Append(MarkdownEscape.Row(["---", "---"]));
        foreach (var component in components)
        {
            text.Append(MarkdownEscape.Row([MarkdownEscape.Of(component.Name), MarkdownEscape.Of(component.Version)]));
        }
    }

    private static string Link(CveModel cve) => MarkdownEscape.Link(cve.Id, cve.Href);

    private static string Severity(CveModel cve) => MarkdownEscape.Of(
        cve.Rating is null ? cve.Severity.Text : $"{cve.Severity.Text} ({cve.Rating})");

    private static string Compared(ComparedModel one) => one.Range is null ? one.Text : $"{one.Text} ({one.Range})";

    private static string After(string? text) => text is null ? "" : ", " + text;

    // From a file in the folder of releases to another one.
    private static string ToMarkdown(string href) => Path.GetFileName(Path.ChangeExtension(href, ".md"));
}
