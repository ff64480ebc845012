using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Comparing;

/// <summary>Compares what two feeds say about a release itself.</summary>
internal static class ReleaseMarks
{
    /// <summary>The changes of marks, tags, components and the Go version.</summary>
    public static IEnumerable<Change> Changes(Release before, Release after)
    {
        var texts = new List<string>();
        Add(texts, before.IsWithdrawn, after.IsWithdrawn, "withdrawn");
        Add(texts, before.IsPrimeOnly, after.IsPrimeOnly, "for Prime customers only");
        texts.AddRange(after.Channels.Except(before.Channels).Select(tag => $"now {tag}"));
        texts.AddRange(before.Channels.Except(after.Channels).Select(tag => $"no longer {tag}"));
        foreach (var name in before.Components.Keys.Union(after.Components.Keys).Order(StringComparer.Ordinal))
        {
            var (was, now) = (before.Components.GetValueOrDefault(name), after.Components.GetValueOrDefault(name));
            texts.AddRange(was == now ? [] : [$"{name} {now ?? "unknown"}, was {was ?? "unknown"}"]);
        }

        texts.AddRange(before.GoVersion == after.GoVersion ? []
            : [$"Go {after.GoVersion ?? "unknown"}, was {before.GoVersion ?? "unknown"}"]);
        return texts.Select(text => new Change(ChangeKind.ReleaseChanged, $"{after.Version}", null, text));
    }

    private static void Add(List<string> texts, bool was, bool isNow, string mark)
    {
        if (was != isNow)
        {
            texts.Add(isNow ? $"now {mark}" : $"no longer {mark}");
        }
    }
}
