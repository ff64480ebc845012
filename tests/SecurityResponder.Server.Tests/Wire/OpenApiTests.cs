using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary><c>docs/openapi.json</c> against the code; <c>make docs</c> writes it anew.</summary>
public sealed class OpenApiTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_document_is_what_the_code_says()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(Repository.OpenApiDocument, WireDocument.Text, TestContext.Current.CancellationToken);
        }

        Assert.Equal(WireDocument.Text, await File.ReadAllTextAsync(Repository.OpenApiDocument, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_path_of_the_wire_is_in_it_with_its_methods_and_no_other()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var document = JsonDocument.Parse(WireDocument.Text);
        // One route finds a figure and its form by the name of the file.
        var told = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (
                Path: path.Name.StartsWith("/figures/", StringComparison.Ordinal) ? "/figures/{file}" : path.Name,
                Method: operation.Name.ToUpperInvariant())));

        // Pages are for people and are not part of it.
        var mapped = responder.Routes.Where(route => route.Path is not "/" && !route.Path.StartsWith("/releases", StringComparison.Ordinal)
            && !route.Path.StartsWith("/assets/", StringComparison.Ordinal));
        Assert.Equal(mapped.Order(), told.Distinct().Order());
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var document = JsonNode.Parse(WireDocument.Text)!;
        var references = References(document).Distinct().ToList();

        Assert.Contains("#/components/schemas/Answer", references);
        Assert.All(references, reference => Assert.True(new SchemaCheck(document).Find(reference) is not null, reference));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject owner => owner.SelectMany(property => property.Key == "$ref" ? [(string)property.Value!] : References(property.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
