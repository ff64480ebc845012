using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SecurityResponder.Feed.Tests.Exporting;

/// <summary>The checks of a response configuration in Longhorn's upgrade responder: what it decodes, and what it rejects.</summary>
internal static partial class LonghornReader
{
    // Go's decoder ignores the case of keys and the keys that it does not know.
    private static readonly JsonSerializerOptions AsGo = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Why Longhorn's server would not start with a document; null when it would.</summary>
    public static string? Fault(string json)
    {
        Config config;
        try
        {
            config = JsonSerializer.Deserialize<Config>(json, AsGo)!;
        }
        catch (JsonException exception)
        {
            return exception.Message;
        }

        var names = new HashSet<string?>();
        foreach (var version in config.Versions)
        {
            var fault = !names.Add(version.Name) ? "duplicate name"
                : version.Tags is null or [] ? "empty label"
                : !IsSemVer(version.Name) ? "name is no version"
                : version.MinUpgradableVersion is { Length: > 0 } min && !IsSemVer(min) ? "minimum is no version"
                : !Time().IsMatch(version.ReleaseDate ?? "") ? "no date of RFC 3339"
                : null;
            if (fault is not null)
            {
                return $"{version.Name}: {fault}";
            }
        }

        return config.Versions.Any(version => version.Tags!.Contains("latest")) ? null : "no latest label";
    }

    private static bool IsSemVer(string? version) => SemVer().IsMatch(version ?? "");

    [GeneratedRegex(@"^v?[0-9]+(\.[0-9]+){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$")]
    private static partial Regex SemVer();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$")]
    private static partial Regex Time();

    private sealed record Config(IReadOnlyList<Version> Versions);

    private sealed record Version(
        string? Name,
        string? ReleaseDate,
        string? MinUpgradableVersion,
        IReadOnlyList<string>? Tags,
        [property: JsonPropertyName("extraInfo")] IReadOnlyDictionary<string, string>? ExtraInfo);
}
