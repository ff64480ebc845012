namespace SecurityResponder.Advisories;

/// <summary>The metrics of a CVSS vector, e.g. <c>AV:N/AC:L/…</c>.</summary>
/// <param name="vector">The vector.</param>
/// <param name="start">Where its first metric begins, after the prefix.</param>
internal sealed class CvssMetrics(string vector, int start)
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
        for (int begin = start, end; begin < vector.Length; begin = end + 1)
        {
            // A loop is faster than IndexOf for parts this short, and a feed has thousands of vectors.
            for (end = begin; end < vector.Length && vector[end] != '/'; end++)
            {
            }

            var given = vector.AsSpan(begin, end - begin);
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
