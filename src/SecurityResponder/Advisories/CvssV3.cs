namespace SecurityResponder.Advisories;

/// <summary>CVSS v3.1 and v3.0, which agree on base scores (<see href="https://www.first.org/cvss/v3.1/specification-document"/>, section
/// 7.1).</summary>
internal static class CvssV3
{
    private static readonly double[] AttackVector = [0.85, 0.62, 0.55, 0.2];
    private static readonly double[] AttackComplexity = [0.77, 0.44];
    private static readonly double[] PrivilegesUnchanged = [0.85, 0.62, 0.27];
    private static readonly double[] PrivilegesChanged = [0.85, 0.68, 0.5];
    private static readonly double[] UserInteraction = [0.85, 0.62];
    private static readonly double[] Impact = [0.56, 0.22, 0];

    public static double? TryScore(CvssMetrics metrics)
    {
        var isChanged = metrics.Level("S", "UC") == 1;
        var exploitability = 8.22
            * AttackVector[metrics.Level("AV", "NALP")]
            * AttackComplexity[metrics.Level("AC", "LH")]
            * (isChanged ? PrivilegesChanged : PrivilegesUnchanged)[metrics.Level("PR", "NLH")]
            * UserInteraction[metrics.Level("UI", "NR")];
        var untouched = (1 - Impact[metrics.Level("C", "HLN")])
            * (1 - Impact[metrics.Level("I", "HLN")])
            * (1 - Impact[metrics.Level("A", "HLN")]);
        if (!metrics.AreComplete)
        {
            return null;
        }

        var impact = isChanged ? ChangedImpact(1 - untouched) : 6.42 * (1 - untouched);
        return impact <= 0 ? 0 : RoundUp(Math.Min((isChanged ? 1.08 : 1) * (impact + exploitability), 10));
    }

    private static double ChangedImpact(double subScore) => 7.52 * (subScore - 0.029) - 3.25 * Math.Pow(subScore - 0.02, 15);

    // Appendix A of v3.1: with whole numbers, so that 4.000000001 is 4.0 and not 4.1.
    private static double RoundUp(double score)
    {
        var parts = (long)Math.Round(score * 100_000);
        return parts % 10_000 == 0 ? parts / 100_000.0 : (parts / 10_000 + 1) / 10.0;
    }
}
