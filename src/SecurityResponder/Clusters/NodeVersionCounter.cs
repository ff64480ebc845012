namespace SecurityResponder.Clusters;

/// <summary>Counts the nodes with each version, for at most <see cref="NodeVersions.MaxDistinct"/> versions.</summary>
internal sealed class NodeVersionCounter
{
    // No version is longer. A hostile API server could fill the memory with longer ones.
    private const int MaxLength = 128;

    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly List<NodeVersion> _versions = [];

    /// <summary>Number of nodes with versions beyond the limit, which are not counted per version.</summary>
    public int Others { get; private set; }

    /// <summary>The versions in the order of first appearance.</summary>
    public IReadOnlyList<NodeVersion> ToList() => [.. _versions];

    /// <summary>Adds a node.</summary>
    /// <param name="version">The version that it reports; a text that is too long for a version counts as an empty one.</param>
    /// <param name="isServer">Whether it is a server.</param>
    public void Add(string version, bool isServer)
    {
        var known = version.Length > MaxLength ? "" : version;
        if (_positions.TryGetValue(known, out var position))
        {
            _versions[position] = Plus(_versions[position], isServer);
        }
        else if (_versions.Count < NodeVersions.MaxDistinct)
        {
            _positions.Add(known, _versions.Count);
            _versions.Add(Plus(new NodeVersion(known, 0, 0), isServer));
        }
        else
        {
            Others++;
        }
    }

    private static NodeVersion Plus(NodeVersion counted, bool isServer) =>
        isServer ? counted with { Servers = counted.Servers + 1 } : counted with { Agents = counted.Agents + 1 };
}
