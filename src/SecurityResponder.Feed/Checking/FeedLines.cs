using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Checking;

/// <summary>The lines of a feed.</summary>
internal sealed class FeedLines
{
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    public FeedLines(SourceFile file)
    {
        var number = 0L;
        foreach (var line in file.Text.Split('\n'))
        {
            number++;
            foreach (var text in line.Split('"'))
            {
                _lines.TryAdd(text, number);
            }
        }
    }

    /// <summary>The first line with a string, from 1; null for null, and when there is none.</summary>
    public long? Of(string? text) => text is not null && _lines.TryGetValue(text, out var line) ? line : null;
}
