using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Printing;

/// <summary>A release to upgrade to, and what that changes.</summary>
internal sealed class UpgradeDocument(DocumentWriter writer)
{
    private readonly FindingDocument _findings = new(writer, default);

    /// <summary>Writes the state of support.</summary>
    public static void Support(DocumentWriter writer, Support support)
    {
        var (state, lastDay) = support switch
        {
            Releases.Support.Supported supported => ("Supported", Wording.Day(supported.Until)),
            Releases.Support.EndOfLife ended => ("EndOfLife", Wording.Day(ended.On)),
            _ => ("Unknown", null),
        };
        writer.Text("state", state);
        writer.Text("lastDay", lastDay);
    }

    /// <summary>Writes the fields of a release.</summary>
    public void Write(Upgrade upgrade)
    {
        var release = upgrade.Release;
        writer.Text("version", release.Version.ToString());
        writer.Text("releasedAt", release.ReleasedAt is { } at ? Rfc3339.Of(at) : null);
        writer.Text("notes", release.NotesUrl);
        writer.Flag("isPrimeOnly", release.IsPrimeOnly);
        writer.Object("support", () => Support(writer, upgrade.Support));
        writer.Flag("endsSoon", upgrade.EndsSoon);
        writer.Texts("path", upgrade.Path.Select(step => step.Version.ToString()));
        Change("fixes", upgrade.Fixes.Select(finding => finding.Advisory));
        Change("remains", upgrade.Remains.Select(finding => finding.Advisory));
        Change("brings", upgrade.Brings.Select(finding => finding.Advisory));
        Change("undecided", upgrade.Undecided.Select(undecided => undecided.Advisory));
        writer.Object("open", () => _findings.Counts(upgrade.Open));
    }

    /// <summary>Writes advisories with their numbers by severity.</summary>
    public void Change(string name, IEnumerable<Advisory> advisories)
    {
        List<Advisory> list = [.. advisories];
        writer.Object(name, () =>
        {
            writer.Object("counts", () => _findings.Counts(SeverityCounts.Of(list)));
            writer.List("advisories", list, advisory =>
            {
                writer.Text("id", advisory.Id);
                writer.Text("severity", advisory.Severity.Level.Name());
                writer.Flag("exploited", advisory.IsExploited);
            });
        });
    }
}
