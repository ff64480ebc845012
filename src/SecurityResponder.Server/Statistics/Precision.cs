using System.Security.Cryptography;
using System.Text;

namespace SecurityResponder.Server.Statistics;

/// <summary>How exactly numbers are told. The public gets multiples of five, an operator gets them as they are.</summary>
/// <remarks>
/// Whoever may filter as he likes may also subtract: all that have Ubuntu, less all that have Ubuntu and amd64. So no exact number is
/// public, not even a large one. Each is rounded on its own to the nearest multiple, and which of the two is the nearest of a number in the
/// middle is the operator's secret: what is left of a subtraction is a range of several clusters. The same number is always rounded
/// the same way, so asking twice, or in other words, tells nothing more.
/// </remarks>
internal sealed class Precision
{
    /// <summary>Fewer clusters than these are not told of in public.</summary>
    public const int Fewest = 5;

    private const int Step = 5;

    private readonly byte[]? _secret;

    private Precision(byte[]? secret) => _secret = secret;

    /// <summary>To the cluster: for operators.</summary>
    public static Precision Exact { get; } = new(null);

    /// <summary>To five clusters: for everybody.</summary>
    /// <param name="secret">The operator's.</param>
    public static Precision Public(byte[] secret) => new(secret);

    /// <summary>Whether this is <see cref="Exact"/>.</summary>
    public bool IsExact => _secret is null;

    /// <summary>A number as it is told.</summary>
    /// <param name="clusters">The number.</param>
    /// <param name="isFiltered">Whether it is about some clusters: then "none" would be an answer to the question whether there is one.</param>
    public Figure Of(long clusters, bool isFiltered)
    {
        if (_secret is null || clusters == 0 && !isFiltered)
        {
            return new Figure(clusters);
        }

        return new Figure(clusters < Fewest ? null : Rounded(clusters, _secret));
    }

    private static long Rounded(long clusters, byte[] secret)
    {
        var (block, over) = Math.DivRem(clusters, Step);
        var mac = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"figures/{block}"));
        var up = Step / 2 + mac[0] % 2;
        return (over >= up ? block + 1 : block) * Step;
    }
}
