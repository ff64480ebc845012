using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feeds;

/// <summary>Parses releases from the wire.</summary>
internal static class ReleaseParser
{
    /// <summary>The releases, newest first. Of several entries for one version, the first is used.</summary>
    public static IReadOnlyList<Release> All(IReadOnlyList<AnswerVersion?> versions, out int unreadable)
    {
        var releases = new SortedDictionary<ReleaseVersion, Release>();
        unreadable = 0;
        foreach (var version in versions)
        {
            if (version is null || ReleaseVersion.TryParse(version.Name) is not { } name)
            {
                unreadable++;
            }
            else
            {
                releases.TryAdd(name, Read(name, version));
            }
        }
        return [.. releases.Values.Reverse()];
    }

    /// <summary>The last day of support by minor. Unreadable entries are ignored.</summary>
    public static IReadOnlyDictionary<MinorVersion, DateOnly> LastDays(IReadOnlyList<AnswerSupport?> support)
    {
        var days = new Dictionary<MinorVersion, DateOnly>();
        foreach (var entry in ValueParser.NotNull(support))
        {
            if (MinorVersion.TryParse(entry.Minor, out var minor) && ValueParser.Day(entry.EndOfLife) is { } last)
            {
                days[minor] = last;
            }
        }

        return days;
    }

    private static Release Read(ReleaseVersion name, AnswerVersion version) => new()
    {
        Version = name,
        ReleasedAt = ValueParser.Instant(version.ReleaseDate),
        Tags = [.. ValueParser.NotNull(version.Tags)],
        Components = Components(version),
        NotesUrl = ValueParser.Address(version.ExtraInfo?.ReleaseNotesUrl),
        ListedCves = Ids(version.ExtraInfo?.Cves),
        MinUpgradable = ReleaseVersion.TryParse(version.MinUpgradableVersion),
        GoVersion = version.Go,
        IsWithdrawn = version.IsWithdrawn ?? false,
        IsPrimeOnly = version.IsPrime ?? false,
    };

    private static Dictionary<string, string> Components(AnswerVersion version)
    {
        var components = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, text) in version.Components ?? new Dictionary<string, string?>())
        {
            if (text is not null)
            {
                components[name] = text;
            }
        }

        return components;
    }

    private static string[] Ids(string? cves) =>
        cves is null ? [] : [.. ValueParser.NotNull(cves.Split(',').Select(ValueParser.Id)).Distinct(StringComparer.OrdinalIgnoreCase)];
}
