namespace SecurityResponder.Server.Reports;

/// <summary>The keys of a report that no column has. Their values are dropped unread.</summary>
internal sealed class UnknownKeys
{
    private const int MaxNames = 32;

    private readonly List<string> _names = [];

    /// <summary>The number of unknown keys.</summary>
    public int Count { get; private set; }

    /// <summary>The names of the first 32 as they were sent.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Adds a key.</summary>
    public void Add(string name)
    {
        Count++;
        if (_names.Count < MaxNames)
        {
            _names.Add(name);
        }
    }
}
