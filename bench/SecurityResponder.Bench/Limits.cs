namespace SecurityResponder.Bench;

/// <summary>The limits of the client.</summary>
internal static class Limits
{
    private const double PeakRssMib = 20;
    private const double GrowthMib = 3;

    /// <summary>Prints each limit that is exceeded; returns 0 when none is, otherwise 1.</summary>
    public static int Print(IReadOnlyList<CaseResult> results)
    {
        var broken = results.SelectMany(Broken).Concat(Growth(results)).ToList();
        broken.ForEach(Console.Error.WriteLine);
        return broken.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<string> Broken(CaseResult result)
    {
        var rss = Rss(result);
        if (rss >= PeakRssMib)
        {
            yield return FormattableString.Invariant($"{result.Case.Nodes} nodes: peak RSS {rss:F1} MiB, limit {PeakRssMib} MiB");
        }

        var cpu = result.Median(sample => sample.CpuSeconds);
        if (cpu >= CpuSeconds(result.Case.Nodes))
        {
            yield return FormattableString.Invariant($"{result.Case.Nodes} nodes: CPU {cpu:F3} s, limit {CpuSeconds(result.Case.Nodes)} s");
        }
    }

    // Both cases load the CA bundle, so its memory is in both.
    private static IEnumerable<string> Growth(IReadOnlyList<CaseResult> results)
    {
        foreach (var setting in results.GroupBy(result => result.Case.WithBundle))
        {
            var growth = Rss(setting.Last()) - Rss(setting.First());
            var with = setting.Key ? " with the CA bundle" : "";
            if (growth > GrowthMib)
            {
                yield return FormattableString.Invariant($"peak RSS{with} grows by {growth:F1} MiB, limit {GrowthMib} MiB");
            }
        }
    }

    private static double Rss(CaseResult result) => result.Max(sample => sample.PeakRssKib) / 1024.0;

    private static double CpuSeconds(int nodes) => nodes <= 3 ? 0.1 : 0.8;
}
