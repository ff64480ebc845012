namespace SecurityResponder.Advisories;

/// <summary>The order in which advisories are shown.</summary>
public static class AdvisoryOrder
{
    /// <summary>Compares two advisories: known exploited ones first, then by severity level, by EPSS within a level, by score, newest
    /// first, and by id.</summary>
    public static int WorstFirst(Advisory one, Advisory other)
    {
        var order = other.IsExploited.CompareTo(one.IsExploited);
        order = order != 0 ? order : other.Severity.Level - one.Severity.Level; // CompareTo of an enum makes two objects
        order = order != 0 ? order : Nullable.Compare(other.Epss, one.Epss);
        order = order != 0 ? order : other.Severity.CompareRank(one.Severity);
        order = order != 0 ? order : Nullable.Compare(other.PublishedAt, one.PublishedAt);
        return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
    }
}
