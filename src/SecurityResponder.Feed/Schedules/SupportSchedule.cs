using SecurityResponder.Feed.Sources;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Schedules;

/// <summary>Reads Kubernetes' support schedule: <c>schedule.yaml</c> and <c>eol.yaml</c> of kubernetes/website.</summary>
internal static class SupportSchedule
{
    /// <summary>The last day of support by minor.</summary>
    /// <exception cref="InvalidSourceException">The file has another shape.</exception>
    public static IReadOnlyDictionary<MinorVersion, DateOnly> Read(SourceFile file)
    {
        var days = new Dictionary<MinorVersion, DateOnly>();
        var document = YamlSource.Read(file);
        var entries = document.ItemsOf("schedules").Concat(document.ItemsOf("branches")).ToList();
        if (entries.Count == 0)
        {
            throw document.Fault("a list named schedules or branches");
        }

        foreach (var entry in entries)
        {
            if (!MinorVersion.TryParse(entry.RequiredText("release"), out var minor))
            {
                throw entry.Fault("a minor such as 1.35");
            }

            if (entry.DateOf("endOfLifeDate") is { } day)
            {
                days[minor] = day;
            }
        }

        return days;
    }
}
