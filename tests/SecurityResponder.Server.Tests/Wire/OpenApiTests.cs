using System.Text.Json;

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
            await File.WriteAllTextAsync(Repository.OpenApiDocument, WireDocument.Text, TestContext.Current.CancellationToken);

        Assert.Equal(WireDocument.Text, await File.ReadAllTextAsync(Repository.OpenApiDocument, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_path_of_the_wire_is_in_it_with_its_methods_and_no_other()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        using var document = JsonDocument.Parse(WireDocument.Text);
        var told = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, Method: operation.Name.ToUpperInvariant())));

        // Pages are for people and are not part of it.
        var mapped = responder.Routes.Where(route => route.Path.StartsWith("/v1/", StringComparison.Ordinal) || route.Path is "/livez" or "/readyz");
        Assert.Equal(mapped.Order(), told.Order());
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        using var document = JsonDocument.Parse(WireDocument.Text);
        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
        var references = References(document.RootElement.GetProperty("paths")).Distinct().ToList();

        Assert.Equal(3, references.Count);
        Assert.All(references, reference => Assert.True(schemas.TryGetProperty(reference["#/components/schemas/".Length..], out _), reference));
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.NameEquals("$ref") ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
