using System.Globalization;
using System.Text.Json.Nodes;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary>An answer, as far as the document speaks of it: as it came, or as it is documented.</summary>
/// <param name="Method">What was asked.</param>
/// <param name="Path">And where, as the document writes it.</param>
/// <param name="Status">The status.</param>
/// <param name="MediaType">The media type without parameters; null when there is no body.</param>
/// <param name="Headers">Names of headers; those that the document never speaks of do not count.</param>
internal sealed record WireAnswer(string Method, string Path, int Status, string? MediaType, IEnumerable<string> Headers)
{
    private static readonly string[] Told = ["ETag", "Retry-After"];

    /// <summary>All that a document speaks of.</summary>
    public static IEnumerable<WireAnswer> Documented(JsonNode document)
    {
        var check = new SchemaCheck(document);
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                foreach (var (status, response) in operation!["responses"]!.AsObject())
                {
                    var told = (string?)response!["$ref"] is { } reference ? check.Find(reference)! : response;
                    yield return new WireAnswer(
                        method.ToUpperInvariant(), path, int.Parse(status, CultureInfo.InvariantCulture),
                        method == "head" ? null : told["content"]?.AsObject().Single().Key,
                        told["headers"]?.AsObject().Select(header => header.Key) ?? []);
                }
            }
        }
    }

    /// <summary>As one line: two that say the same have the same.</summary>
    public override string ToString()
    {
        var headers = Told.Where(name => Headers.Contains(name, StringComparer.OrdinalIgnoreCase));
        return $"{Method} {Path} {Status} {MediaType ?? "-"} {string.Join(' ', headers)}".TrimEnd();
    }
}
