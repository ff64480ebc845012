namespace SecurityResponder.Protocol;

/// <summary>Reads the properties of an advisory (<see href="https://ossf.github.io/osv-schema/"/>).</summary>
internal static class AdvisoryFields
{
    private static void Severity(ref WireReader r, AnswerSeverity s, string name)
    {
        switch (name)
        {
            case "type": s.Type = r.RepeatedText(); break;
            case "score": s.Score = r.RepeatedText(); break;
            default: r.Skip(); break;
        }
    }

    private static void Reference(ref WireReader r, AnswerReference x, string name)
    {
        switch (name)
        {
            case "type": x.Type = r.Text(); break;
            case "url": x.Url = r.Text(); break;
            default: r.Skip(); break;
        }
    }

    private static void Package(ref WireReader r, AnswerPackage p, string name)
    {
        switch (name)
        {
            case "ecosystem": p.Ecosystem = r.RepeatedText(); break;
            case "name": p.Name = r.RepeatedText(); break;
            default: r.Skip(); break;
        }
    }

    private static void Event(ref WireReader r, AnswerEvent e, string name)
    {
        switch (name)
        {
            case "introduced": e.Introduced = r.RepeatedText(); break;
            case "fixed": e.Fixed = r.RepeatedText(); break;
            case "last_affected": e.LastAffected = r.Text(); break;
            case "limit": e.Limit = r.Text(); break;
            default: r.Skip(); break;
        }
    }

    private static void Range(ref WireReader r, AnswerRange x, string name)
    {
        switch (name)
        {
            case "type": x.Type = r.RepeatedText(); break;
            case "events": x.Events = r.List<AnswerEvent>(Event); break;
            default: r.Skip(); break;
        }
    }

    private static void Import(ref WireReader r, AnswerImport i, string name)
    {
        switch (name)
        {
            case "path": i.Path = r.Text(); break;
            case "goos": i.Goos = r.Texts(); break;
            default: r.Skip(); break;
        }
    }

    private static void EcosystemSpecific(ref WireReader r, AnswerEcosystemSpecific e, string name)
    {
        switch (name)
        {
            case "custom_ranges": e.CustomRanges = r.List<AnswerRange>(Range); break;
            case "imports": e.Imports = r.List<AnswerImport>(Import); break;
            default: r.Skip(); break;
        }
    }

    private static void Affected(ref WireReader r, AnswerAffected a, string name)
    {
        switch (name)
        {
            case "package": a.Package = r.Object<AnswerPackage>(Package); break;
            case "ranges": a.Ranges = r.List<AnswerRange>(Range); break;
            case "versions": a.Versions = r.Texts(); break;
            case "severity": a.Severity = r.List<AnswerSeverity>(Severity); break;
            case "ecosystem_specific": a.EcosystemSpecific = r.Object<AnswerEcosystemSpecific>(EcosystemSpecific); break;
            default: r.Skip(); break;
        }
    }

    private static void Vex(ref WireReader r, AnswerVex v, string name)
    {
        switch (name)
        {
            case "component": v.Component = r.Text(); break;
            case "status": v.Status = r.Text(); break;
            case "justification": v.Justification = r.Text(); break;
            case "product": v.Product = r.Text(); break;
            case "version": v.Version = r.Text(); break;
            case "source": v.Source = r.Text(); break;
            default: r.Skip(); break;
        }
    }

    private static void Condition(ref WireReader r, AnswerCondition c, string name)
    {
        switch (name)
        {
            case "component": c.Component = r.Text(); break;
            case "operating_systems": c.OperatingSystems = r.Texts(); break;
            case "reason": c.Reason = r.Text(); break;
            case "source": c.Source = r.Text(); break;
            default: r.Skip(); break;
        }
    }

    private static void DatabaseSpecific(ref WireReader r, AnswerDatabaseSpecific d, string name)
    {
        switch (name)
        {
            case "severity": d.Severity = r.RepeatedText(); break;
            case "operating_systems": d.OperatingSystems = r.Texts(); break;
            case "severity_source": d.SeveritySource = r.RepeatedText(); break;
            case "exploited": d.IsExploited = r.Truth(); break;
            case "epss": d.Epss = r.Fraction(); break;
            case "conditions": d.Conditions = r.List<AnswerCondition>(Condition); break;
            case "required_action": d.RequiredAction = r.Text(); break;
            case "workaround": d.Workaround = r.Text(); break;
            case "vex": d.Vex = r.List<AnswerVex>(Vex); break;
            default: r.Skip(); break;
        }
    }

    /// <summary>An advisory without summary and references: they are most of its text, and no assessment needs them.</summary>
    public static void AdvisoryForAssessment(ref WireReader r, AnswerAdvisory a, string name)
    {
        if (name is "summary" or "references")
        {
            r.Skip();
        }
        else
        {
            Advisory(ref r, a, name);
        }
    }

    /// <summary>An advisory.</summary>
    public static void Advisory(ref WireReader r, AnswerAdvisory a, string name)
    {
        switch (name)
        {
            case "id": a.Id = r.Text(); break;
            case "aliases": a.Aliases = r.Texts(); break;
            case "published": a.Published = r.Text(); break;
            case "modified": a.Modified = r.Text(); break;
            case "withdrawn": a.Withdrawn = r.Text(); break;
            case "summary": a.Summary = r.Text(); break;
            case "severity": a.Severity = r.List<AnswerSeverity>(Severity); break;
            case "affected": a.Affected = r.List<AnswerAffected>(Affected); break;
            case "references": a.References = r.List<AnswerReference>(Reference); break;
            case "database_specific": a.DatabaseSpecific = r.Object<AnswerDatabaseSpecific>(DatabaseSpecific); break;
            default: r.Skip(); break;
        }
    }
}
