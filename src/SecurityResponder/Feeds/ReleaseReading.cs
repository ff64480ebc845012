using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feeds;

/// <summary>Releases from the wire.</summary>
internal static class ReleaseReading
{
    /// <summary>Newest first; of entries for one version the first holds.</summary>
    public static IReadOnlyList<Release> All(IReadOnlyList<AnswerVersion?> versions, out int unreadable)
    {
        var releases = new SortedDictionary<ReleaseVersion, Release>();
        unreadable = 0;
        foreach (var version in versions)
        {
            if (version is null || ReleaseVersion.TryParse(version.Name) is not { } name) unreadable++;
            else releases.TryAdd(name, Read(name, version));
        }
        return [.. releases.Values.Reverse()];
    }

    /// <summary>Last day of support by minor; unreadable entries say nothing.</summary>
    public static IReadOnlyDictionary<MinorVersion, DateOnly> LastDays(IReadOnlyList<AnswerSupport?> support)
    {
        var days = new Dictionary<MinorVersion, DateOnly>();
        foreach (var entry in WireText.Given(support))
            if (MinorVersion.TryParse(entry.Minor, out var minor) && WireText.Instant(entry.EndOfLife) is { } end)
                days[minor] = DateOnly.FromDateTime(end.UtcDateTime);
        return days;
    }

    private static Release Read(ReleaseVersion name, AnswerVersion version) => new()
    {
        Version = name,
        ReleasedAt = WireText.Instant(version.ReleaseDate),
        Tags = [.. WireText.Given(version.Tags)],
        Components = Components(version),
        NotesUrl = WireText.Address(version.ExtraInfo?.ReleaseNotesUrl),
        ListedCves = Ids(version.ExtraInfo?.Cves),
        MinUpgradable = ReleaseVersion.TryParse(version.MinUpgradableVersion),
    };

    private static Dictionary<string, string> Components(AnswerVersion version)
    {
        var components = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in version.Components ?? new Dictionary<string, string?>())
            if (text is not null) components[name] = text;
        return components;
    }

    private static string[] Ids(string? cves) =>
        cves is null ? [] : [.. WireText.Given(cves.Split(',').Select(WireText.Id)).Distinct(StringComparer.OrdinalIgnoreCase)];
}
