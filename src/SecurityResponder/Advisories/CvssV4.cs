namespace SecurityResponder.Advisories;

/// <summary>CVSS v4.0 base scores (<see href="https://www.first.org/cvss/v4.0/specification-document"/>, section 8).</summary>
/// <remarks>
/// Experts scored groups of similar vectors, identified by the levels of six "equivalences". The score of a vector is interpolated between
/// its group's score and the next lower groups, by its distance to the most severe vector of its group. With base metrics alone, exploit
/// maturity is the most severe
/// (equivalence 5 is 0) and the three requirements are high, so that equivalence 6 follows from 3.
/// </remarks>
internal static class CvssV4
{
    // Tenths, by equivalence 1, 2, then 3 with 6 (00 01 10 11 21), then 4 (1 2).
    private static ReadOnlySpan<byte> GroupScores =>
    [
        100, 93, 96, 90, 93, 88, 92, 80, 79, 69,
        95, 92, 91, 81, 92, 84, 82, 70, 71, 63,
        94, 87, 89, 75, 86, 72, 76, 57, 65, 53,
        90, 77, 77, 66, 74, 61, 59, 52, 58, 23,
        86, 70, 74, 54, 72, 53, 57, 36, 47, 24,
        73, 54, 55, 43, 61, 46, 51, 18, 24, 10,
    ];

    public static double? TryScore(CvssMetrics metrics)
    {
        var reach = Reach(metrics.Level("AV", "NALP"), metrics.Level("PR", "NLH"), metrics.Level("UI", "NPA"));
        var effort = Effort(metrics.Level("AC", "LH"), metrics.Level("AT", "NP"));
        int[] here = [metrics.Level("VC", "HLN"), metrics.Level("VI", "HLN"), metrics.Level("VA", "HLN")];
        int[] beyond = [metrics.Level("SC", "HLN"), metrics.Level("SI", "HLN"), metrics.Level("SA", "HLN")];
        if (!metrics.AreComplete)
        {
            return null;
        }

        return Sum(here) + Sum(beyond) == 12 ? 0 : Interpolated(reach, effort, Impact(here), Spread(beyond));
    }

    // Depth is the distance to the most severe vector of the group, in levels of single metrics; Steps is the group's largest distance.
    private readonly record struct Equivalence(int Level, int Depth, int Steps);

    private static double Interpolated(Equivalence reach, Equivalence effort, Equivalence impact, Equivalence spread)
    {
        var score = Group(reach.Level, effort.Level, impact.Level, spread.Level);
        // Equivalence 5 always has a lower group and no depth: it counts in the mean and adds nothing.
        double sum = 0, count = 1;
        Add(reach, reach.Level < 2 ? Group(reach.Level + 1, effort.Level, impact.Level, spread.Level) : null);
        Add(effort, effort.Level < 1 ? Group(reach.Level, effort.Level + 1, impact.Level, spread.Level) : null);
        Add(impact, impact.Level switch
        {
            // From 00 there are two next lower groups, 01 and 10; the specification takes the higher score.
            0 => Math.Max(Group(reach.Level, effort.Level, 1, spread.Level), Group(reach.Level, effort.Level, 2, spread.Level)),
            2 => Group(reach.Level, effort.Level, 3, spread.Level),
            _ => null,
        });
        Add(spread, spread.Level < 2 ? Group(reach.Level, effort.Level, impact.Level, spread.Level + 1) : null);
        return Math.Round(Math.Max(0, score - sum / count) / 10 + 1e-6, 1, MidpointRounding.AwayFromZero);

        void Add(Equivalence equivalence, double? lower)
        {
            if (lower is not { } next || next > score)
            {
                return;
            }

            sum += (score - next) * equivalence.Depth / equivalence.Steps;
            count++;
        }
    }

    private static double Group(int reach, int effort, int impact, int spread) =>
        GroupScores[((reach * 2 + effort) * 5 + impact) * 2 + spread - 1];

    private static Equivalence Reach(int vector, int privileges, int interaction)
    {
        if (vector + privileges + interaction == 0)
        {
            return new(0, 0, 1);
        }

        if (vector < 3 && vector * privileges * interaction == 0)
        {
            return new(1, vector + privileges + interaction - 1, 4);
        }
        // The most severe vectors of the group are P/N/N (3 0 0) and A/L/P (1 1 1): three steps each.
        return new(2, vector + privileges + interaction - 3, 5);
    }

    private static Equivalence Effort(int complexity, int requirements) =>
        complexity + requirements == 0 ? new(0, 0, 1) : new(1, complexity + requirements - 1, 2);

    private static Equivalence Impact(int[] levels)
    {
        if (levels[0] == 0 && levels[1] == 0)
        {
            return new(0, Sum(levels), 7);
        }

        return levels.Contains(0) ? new(2, Sum(levels) - 1, 8) : new(4, Sum(levels) - 3, 10);
    }

    private static Equivalence Spread(int[] levels) =>
        levels.Contains(0) ? new(1, Sum(levels), 5) : new(2, Sum(levels) - 3, 4);

    private static int Sum(int[] levels) => levels[0] + levels[1] + levels[2];
}
