using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Checks;

/// <summary>Counts unknown keys by name, so that operators see which fields newer clients send. Senders choose the names: their number,
/// length and characters are limited.</summary>
internal sealed class UnknownKeyCounter(IMeterFactory meters)
{
    /// <summary>The number of names that are counted by themselves.</summary>
    public const int MaxNames = 100;

    /// <summary>The name of all other keys.</summary>
    public const string Other = "other";

    private const int MaxLength = 64;

    private readonly Counter<long> _keys = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.report.unknown_keys", "{key}", "Unknown keys in reports by name; their values were dropped unread.");

    private readonly ConcurrentDictionary<string, bool> _names = new();

    /// <summary>Counts the unknown keys of a report.</summary>
    public void Add(UnknownKeys keys)
    {
        foreach (var name in keys.Names)
        {
            Add(1, Label(name));
        }

        if (keys.Count > keys.Names.Count)
        {
            Add(keys.Count - keys.Names.Count, Other);
        }
    }

    private void Add(int count, string label) => _keys.Add(count, new KeyValuePair<string, object?>("key", label));

    private string Label(string name)
    {
        if (_names.ContainsKey(name))
        {
            return name;
        }

        // Requests run in parallel, so a few names more than the limit may be added.
        return name.Length is > 0 and <= MaxLength && name.All(IsPlain) && _names.Count < MaxNames && _names.TryAdd(name, true)
            ? name
            : Other;
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';
}
