namespace SecurityResponder.Advisories;

/// <summary>The metrics of a CVSS vector, e.g. <c>AV:N/AC:L/…</c>.</summary>
/// <param name="text">The vector without its prefix.</param>
internal sealed class CvssMetrics(string text)
{
    /// <summary>Whether every requested base metric exists exactly once with a valid value.</summary>
    public bool AreComplete { get; private set; } = true;

    /// <summary>The index of a metric's value in the list of valid values; 0 when it is invalid, and the metrics are then
    /// incomplete.</summary>
    /// <param name="metric">E.g. <c>AV</c>.</param>
    /// <param name="values">One letter each, e.g. <c>NALP</c>.</param>
    public int Level(string metric, string values)
    {
        var level = -1;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            // By hand: an enumerator of the parts takes five times as long, and a feed has thousands of vectors.
            var end = rest.IndexOf('/');
            var given = end < 0 ? rest : rest[..end];
            rest = rest[(given.Length + (end < 0 ? 0 : 1))..];
            var isNamed = given.Length > metric.Length && given[metric.Length] == ':' && given.StartsWith(metric);
            if (!isNamed)
            {
                continue;
            }

            var isOneLetter = given.Length == metric.Length + 2;
            level = level < 0 && isOneLetter ? values.IndexOf(given[^1], StringComparison.Ordinal) : -1;
            if (level < 0)
            {
                break;
            }
        }
        if (level >= 0)
        {
            return level;
        }

        AreComplete = false;
        return 0;
    }
}
