namespace SecurityResponder.Advisories;

/// <summary>A vector's metrics, e.g. <c>AV:N/AC:L/…</c>.</summary>
/// <param name="text">The vector without its prefix.</param>
internal sealed class CvssMetrics(string text)
{
    /// <summary>Whether every base metric that was asked for was there, once, with a value that it can have.</summary>
    public bool AreComplete { get; private set; } = true;

    /// <summary>The place of a metric's value among those it can have; 0, and no longer complete, when it has none of them.</summary>
    /// <param name="metric">E.g. <c>AV</c>.</param>
    /// <param name="values">One letter each, e.g. <c>NALP</c>.</param>
    public int Level(string metric, string values)
    {
        var level = -1;
        foreach (var part in text.AsSpan().Split('/'))
        {
            var given = text.AsSpan()[part];
            var isNamed = given.Length > metric.Length && given[metric.Length] == ':' && given.StartsWith(metric, StringComparison.Ordinal);
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
