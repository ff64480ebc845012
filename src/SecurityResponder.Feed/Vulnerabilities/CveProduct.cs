using System.Text.Json;
using SecurityResponder.Components;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>An affected product of a CVE record. Records of GitHub write a range as text: <c>&gt;= 1.2.0, &lt; 1.2.8</c>.</summary>
internal static class CveProduct
{
    private static readonly string[] NameKeys = ["packageName", "product", "repo", "collectionURL"];

    /// <summary>Reads a product; null when it is no component, or has no range that can be read.</summary>
    public static ComponentPackage? TryRead(JsonElement product)
    {
        var component = NameKeys.Select(key => ComponentOf(product.At(key).Text())).FirstOrDefault(found => found is not null);
        var events = product.At("versions").Items().Where(version => version.At("status").Text() == "affected")
            .Select(Events).OfType<AnswerRange>().ToList<AnswerRange?>();
        return component is null || events.Count == 0 ? null : ComponentPackage.TryRead(new AnswerAffected
        {
            Package = new AnswerPackage { Name = component.Name },
            Ranges = events,
        });
    }

    private static Component? ComponentOf(string? name)
    {
        var text = (name ?? "").Trim().ToLowerInvariant();
        text = text.StartsWith("https://", StringComparison.Ordinal) ? text["https://".Length..] : text;
        return Component.TryParse(text) ?? (text.Contains('/') ? Component.OfModule(text) : null);
    }

    private static AnswerRange? Events(JsonElement version)
    {
        var first = version.At("version").Text() ?? "0";
        if (first.AsSpan().ContainsAny("<>="))
        {
            return Comparisons(first);
        }

        var end = version.At("lessThan").Text() is { } bound ? new AnswerEvent { Fixed = bound }
            : new AnswerEvent { LastAffected = version.At("lessThanOrEqual").Text() ?? first };
        return Range(first, end);
    }

    private static AnswerRange? Comparisons(string text)
    {
        var (first, end) = ("0", (AnswerEvent?)null);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var bound = part.TrimStart('<', '>', '=').Trim();
            switch (part[..(part.Length - part.TrimStart('<', '>', '=').Length)])
            {
                case ">=": first = bound; break;
                case "<": end = new AnswerEvent { Fixed = bound }; break;
                case "<=": end = new AnswerEvent { LastAffected = bound }; break;
                case "=": (first, end) = (bound, new AnswerEvent { LastAffected = bound }); break;
                default: return null;
            }
        }

        return end is null ? null : Range(first, end);
    }

    private static AnswerRange? Range(string first, AnswerEvent end) =>
        (first == "0" || ComponentVersion.TryParse(first) is not null)
        && ComponentVersion.TryParse(end.Fixed ?? end.LastAffected) is not null
            ? new AnswerRange { Type = "ECOSYSTEM", Events = [new AnswerEvent { Introduced = first }, end] }
            : null;
}
