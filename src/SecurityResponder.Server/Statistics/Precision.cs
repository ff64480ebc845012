using System.Security.Cryptography;
using System.Text;

namespace SecurityResponder.Server.Statistics;

/// <summary>How exactly numbers are published: in multiples of five for the public, unchanged for operators.</summary>
/// <remarks>
/// Anyone who can set filters can subtract one answer from another: all clusters with Ubuntu, minus all with Ubuntu and amd64. So no exact
/// number is public, not even a large one. Each number is rounded to the nearest multiple of five; which of two neighbours a number in the
/// middle is rounded to depends on the operator's secret. A subtraction therefore leaves a range of several clusters. The same number is
/// always rounded in the same way, so repeating a request, or asking in another way, reveals nothing more.
/// </remarks>
internal sealed class Precision
{
    /// <summary>A smaller number of clusters is not published.</summary>
    public const int MinClusters = 5;

    private const int Step = 5;

    private readonly byte[]? _secret;

    private Precision(byte[]? secret) => _secret = secret;

    /// <summary>Exact numbers, for operators.</summary>
    public static Precision Exact { get; } = new(null);

    /// <summary>Multiples of five, for the public.</summary>
    /// <param name="secret">The operator's secret.</param>
    public static Precision Public(byte[] secret) => new(secret);

    /// <summary>Whether this is <see cref="Exact"/>.</summary>
    public bool IsExact => _secret is null;

    /// <summary>Converts an exact number to a published one.</summary>
    /// <param name="clusters">The number.</param>
    /// <param name="isFiltered">Whether filters are set: then 0 is not published either, because it would say that there is no such
    /// cluster.</param>
    public Figure Of(long clusters, bool isFiltered)
    {
        if (_secret is null || clusters == 0 && !isFiltered)
        {
            return new Figure(clusters);
        }

        return new Figure(clusters < MinClusters ? null : Rounded(clusters, _secret));
    }

    private static long Rounded(long clusters, byte[] secret)
    {
        var (multiple, remainder) = Math.DivRem(clusters, Step);
        var mac = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"figures/{multiple}"));
        var minToRoundUp = Step / 2 + mac[0] % 2;
        return (remainder >= minToRoundUp ? multiple + 1 : multiple) * Step;
    }
}
