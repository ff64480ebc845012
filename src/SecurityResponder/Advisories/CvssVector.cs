namespace SecurityResponder.Advisories;

/// <summary>Base scores of CVSS vectors, by FIRST's specifications.</summary>
public static class CvssVector
{
    private const int MaxVectorLength = 512;
    private const int PrefixLength = 9;

    /// <summary>The base score, 0.0 to 10.0; null for null, for invalid text, and when a base metric is missing or repeated.</summary>
    /// <param name="vector">A vector of v4.0, v3.1, v3.0 or, without a prefix, v2. Threat, temporal and environmental metrics are ignored:
    /// they describe one moment or one environment.</param>
    /// <example><c>CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</c> is 9.8.</example>
    public static double? TryScore(string? vector)
    {
        if (vector is null || vector.Length > MaxVectorLength)
        {
            return null;
        }

        if (vector.StartsWith("CVSS:4.0/", StringComparison.Ordinal))
        {
            return CvssV4.TryScore(new CvssMetrics(vector, PrefixLength));
        }

        if (vector.StartsWith("CVSS:3.1/", StringComparison.Ordinal) || vector.StartsWith("CVSS:3.0/", StringComparison.Ordinal))
        {
            return CvssV3.TryScore(new CvssMetrics(vector, PrefixLength));
        }

        return CvssV2.TryScore(new CvssMetrics(vector.Trim('(', ')'), 0));
    }
}
