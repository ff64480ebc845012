using System.Text.Json;
using SecurityResponder.Components;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>A statement about the image of a component.</summary>
/// <param name="Ids">The ids of the vulnerability.</param>
/// <param name="Statement">The statement as a feed contains it.</param>
/// <param name="Timestamp">When it was made; empty when unknown. Later statements replace earlier ones.</param>
/// <param name="File">The file that contains it.</param>
internal sealed record VexEntry(IReadOnlyList<string> Ids, AnswerVex Statement, string Timestamp, string File);

/// <summary>Reads OpenVEX documents (<see href="https://github.com/openvex/spec"/>).</summary>
/// <remarks>A statement about a sub-component, e.g. a package of the operating system, says nothing about the component itself: it is
/// counted, not used.</remarks>
internal sealed class VexReader(SourceLog log)
{
    private const string OciPrefix = "pkg:oci/";

    private string? _lastDate;

    /// <summary>Number of statements about sub-components.</summary>
    public int SubcomponentStatements { get; private set; }

    /// <summary>The statements about images of RKE2's components. A document without statements, such as an index, has none.</summary>
    /// <param name="stream">The document; it is read one statement at a time.</param>
    /// <exception cref="InvalidSourceException">The file is not JSON.</exception>
    public IReadOnlyList<VexEntry> Read(SourceStream stream)
    {
        using var document = new JsonListReader(stream, "statements", "an OpenVEX document");
        var entries = new List<VexEntry>();
        foreach (var statement in document.Items())
        {
            Add(statement, stream.Name, entries);
        }

        // The document's own fields may follow the list.
        AddDate(document.TextOf("timestamp"));
        return [.. entries.Select(entry => Completed(entry, document))];
    }

    private void Add(JsonElement statement, string file, List<VexEntry> entries)
    {
        AddDate(statement.At("timestamp").Text());
        List<string>? ids = null;
        foreach (var product in statement.At("products").Items())
        {
            if (product.At("subcomponents").Items().Any())
            {
                SubcomponentStatements++;
            }
            else if (Product(product.At("@id").Text() ?? product.Text()) is { } image
                && (ids ??= IdsOf(statement.At("vulnerability"))).Count > 0)
            {
                image.Status = statement.At("status").Text();
                image.Justification = statement.At("justification").Text();
                entries.Add(new VexEntry(ids, image, statement.At("timestamp").Text() ?? "", file));
            }
        }
    }

    private static VexEntry Completed(VexEntry entry, JsonListReader document)
    {
        entry.Statement.Source = document.TextOf("@id");
        return entry.Timestamp.Length > 0 ? entry : entry with { Timestamp = document.TextOf("timestamp") ?? "" };
    }

    // Most statements of a document have the same time.
    private void AddDate(string? text)
    {
        if (text != _lastDate)
        {
            log.AddDate(text);
            _lastDate = text;
        }
    }

    private static List<string> IdsOf(JsonElement vulnerability)
    {
        var name = vulnerability.Text() ?? vulnerability.At("name").Text() ?? vulnerability.At("@id").Text();
        return [.. vulnerability.At("aliases").Items().Select(alias => alias.Text()).Prepend(name).OfType<string>()];
    }

    // pkg:oci/hardened-coredns@v1.14.6?repository_url=index.docker.io/rancher/hardened-coredns, percent-encoded or not.
    private static AnswerVex? Product(string? purl)
    {
        var text = Uri.UnescapeDataString(purl ?? "");
        if (!text.StartsWith(OciPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var query = text.IndexOf('?', StringComparison.Ordinal);
        var name = query < 0 ? text[OciPrefix.Length..] : text[OciPrefix.Length..query];
        var qualifiers = (query < 0 ? "" : text[(query + 1)..]).Split('&').Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1]);
        var repository = qualifiers["repository_url"].FirstOrDefault() ?? name.Split('@')[0];
        var version = qualifiers["tag"].FirstOrDefault() ?? (name.Contains('@') ? name.Split('@')[1] : null);
        return Component.OfImage(repository) is not { } component ? null : new AnswerVex
        {
            Component = component.Name,
            Product = string.Join('/', repository.Split('/')[^Math.Min(2, repository.Split('/').Length)..]),
            // A digest names one build, too, but no version that can be compared.
            Version = version?.StartsWith("sha256:", StringComparison.Ordinal) == true ? null : version,
        };
    }
}
