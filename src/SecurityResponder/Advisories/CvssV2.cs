namespace SecurityResponder.Advisories;

/// <summary>CVSS v2 (<see href="https://www.first.org/cvss/v2/guide"/>, section 3.2.1).</summary>
internal static class CvssV2
{
    private static readonly double[] AccessVector = [0.395, 0.646, 1.0];
    private static readonly double[] AccessComplexity = [0.35, 0.61, 0.71];
    private static readonly double[] Authentication = [0.45, 0.56, 0.704];
    private static readonly double[] Impact = [0, 0.275, 0.660];

    public static double? TryScore(CvssMetrics metrics)
    {
        var exploitability = 20
            * AccessVector[metrics.Level("AV", "LAN")]
            * AccessComplexity[metrics.Level("AC", "HML")]
            * Authentication[metrics.Level("Au", "MSN")];
        var untouched = (1 - Impact[metrics.Level("C", "NPC")])
            * (1 - Impact[metrics.Level("I", "NPC")])
            * (1 - Impact[metrics.Level("A", "NPC")]);
        if (!metrics.AreComplete)
        {
            return null;
        }

        var impact = 10.41 * (1 - untouched);
        if (impact <= 0)
        {
            return 0;
        }

        return Math.Round((0.6 * impact + 0.4 * exploitability - 1.5) * 1.176, 1, MidpointRounding.AwayFromZero);
    }
}
