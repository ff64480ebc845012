using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Printing;

/// <summary>Findings and undecided advisories.</summary>
internal sealed class FindingDocument(DocumentWriter writer, DateTimeOffset now)
{
    /// <summary>Writes the fields of a finding.</summary>
    public void Write(Finding finding)
    {
        Advisory(finding.Advisory);
        writer.Flag("underInvestigation", finding.IsUnderInvestigation);
        writer.Number("nodes", finding.Nodes);
        writer.List("uses", finding.Uses, Use);
        writer.Text("fixedIn", finding.FixedIn?.Version.ToString());
        writer.Text("fixAvailableSince", Time(finding.FixAvailableSince));
        writer.Number("fixAvailableDays", FindingBlocks.FixDays(finding, now));
    }

    /// <summary>Writes the fields of an undecided advisory.</summary>
    public void Undecided(UndecidedAdvisory undecided)
    {
        Advisory(undecided.Advisory);
        writer.List("missing", undecided.Missing, fact =>
        {
            writer.Text("component", fact.Component.Name);
            writer.Text("fact", fact.Text);
            writer.Number("nodes", fact.Nodes);
        });
    }

    /// <summary>Writes the fields of a version of a component.</summary>
    public void Use(ComponentUse use)
    {
        writer.Text("component", use.Component.Name);
        writer.Text("version", use.Version?.ToString());
        writer.Text("source", use.Source.ToString());
        writer.Text("release", use.Release);
        writer.Number("nodes", use.Nodes);
        writer.Text("image", use.Image);
        writer.Flag("isForeign", use.IsForeign);
    }

    /// <summary>Writes numbers by severity.</summary>
    public void Counts(SeverityCounts counts)
    {
        writer.Number("total", counts.Total);
        writer.Number("exploited", counts.Exploited);
        writer.Number("critical", counts.Critical);
        writer.Number("high", counts.High);
        writer.Number("medium", counts.Medium);
        writer.Number("low", counts.Low);
        writer.Number("unrated", counts.Unrated);
    }

    private void Advisory(Advisory advisory)
    {
        writer.Text("id", advisory.Id);
        writer.Texts("aliases", advisory.Aliases);
        writer.Text("severity", advisory.Severity.Level.Name());
        writer.Number("score", advisory.Severity.Score);
        writer.Text("severitySource", advisory.SeveritySource);
        writer.Number("epss", advisory.Epss);
        writer.Flag("exploited", advisory.IsExploited);
        writer.Text("publishedAt", Time(advisory.PublishedAt));
        writer.Text("modifiedAt", Time(advisory.ModifiedAt));
        writer.Text("requiredAction", advisory.RequiredAction);
        writer.Text("workaround", advisory.Workaround);
        writer.Text("url", AdvisoryUrl.Of(advisory));
    }

    private static string? Time(DateTimeOffset? at) => at is { } time ? Rfc3339.Of(time) : null;
}
