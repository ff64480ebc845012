namespace SecurityResponder.Protocol;

/// <summary>Reads the properties of an answer. A test compares the names with those that <see cref="AnswerJsonContext"/>
/// writes.</summary>
internal static class AnswerFields
{
    // Longhorn's server is written in Go, whose decoder ignores the case of keys; its response-config files make use of that.
    private static readonly string[] LonghornKeys =
        ["versions", "requestIntervalInMinutes", "name", "releaseDate", "minUpgradableVersion", "tags", "extraInfo"];

    // Measured: a release takes 1 KB, and so does a CVE id on it, which becomes an advisory.
    private const int PartsOfRelease = 2, PartsOfCve = 3;

    /// <summary>The canonical spelling of a key of Longhorn's, in any case; other keys are returned unchanged.</summary>
    public static string AsWritten(string name) =>
        Array.Find(LonghornKeys, key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    private static void ExtraInfo(ref WireReader r, AnswerExtraInfo x, string name)
    {
        switch (name)
        {
            case "cves":
                x.Cves = r.Text();
                r.Spend(PartsOfCve * x.Cves?.AsSpan().Count(',') ?? 0);
                break;
            case "releaseNotesURL": x.ReleaseNotesUrl = r.Text(); break;
            default: r.Skip(); break;
        }
    }

    /// <summary>A release.</summary>
    public static void Version(ref WireReader r, AnswerVersion v, string name)
    {
        switch (AsWritten(name))
        {
            case "name":
                v.Name = r.Text();
                r.Spend(PartsOfRelease);
                break;
            case "releaseDate": v.ReleaseDate = r.Text(); break;
            case "minUpgradableVersion": v.MinUpgradableVersion = r.Text(); break;
            case "tags": v.Tags = r.Texts(); break;
            case "extraInfo": v.ExtraInfo = r.Object<AnswerExtraInfo>(ExtraInfo); break;
            case "components": v.Components = r.TextsByName(); break;
            case "go": v.Go = r.Text(); break;
            case "withdrawn": v.IsWithdrawn = r.Truth(); break;
            case "prime": v.IsPrime = r.Truth(); break;
            default: r.Skip(); break;
        }
    }

    /// <summary>The end of support of a minor.</summary>
    public static void Support(ref WireReader r, AnswerSupport s, string name)
    {
        switch (name)
        {
            case "minor": s.Minor = r.Text(); break;
            case "endOfLife": s.EndOfLife = r.Text(); break;
            default: r.Skip(); break;
        }
    }

    private static void Cover(ref WireReader r, AnswerCover c, string name)
    {
        switch (name)
        {
            case "component": c.Component = r.Text(); break;
            case "from": c.From = r.Text(); break;
            case "to": c.To = r.Text(); break;
            default: r.Skip(); break;
        }
    }

    private static void Source(ref WireReader r, AnswerSource s, string name)
    {
        switch (name)
        {
            case "name": s.Name = r.Text(); break;
            case "url": s.Url = r.Text(); break;
            case "date": s.Date = r.Text(); break;
            case "sha256": s.Sha256 = r.Text(); break;
            case "license": s.License = r.Text(); break;
            default: r.Skip(); break;
        }
    }

    /// <summary>The document.</summary>
    public static void Answer(ref WireReader r, Answer a, string name)
    {
        switch (AsWritten(name))
        {
            case "schemaVersion": a.SchemaVersion = r.Text(); break;
            case "generated": a.Generated = r.Text(); break;
            case "versions": a.Versions = r.List<AnswerVersion>(Version); break;
            case "advisories": a.Advisories = r.List<AnswerAdvisory>(AdvisoryFields.Advisory); break;
            case "support": a.Support = r.List<AnswerSupport>(Support); break;
            case "covers": a.Covers = r.List<AnswerCover>(Cover); break;
            case "sources": a.Sources = r.List<AnswerSource>(Source); break;
            case "requestIntervalInMinutes": a.RequestIntervalInMinutes = r.Number(); break;
            default: r.Skip(); break;
        }
    }
}
