using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SecurityResponder.Server.Tests.Reports;

/// <summary>Each file holds requests that tell the same, and the columns that each of them fills; columns left out are NULL.</summary>
public sealed class RequestVectorTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Repository.Requests, "*.json").Select(file => Path.GetFileName(file)).Order()];

    public void Dispose() => _data.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_same_fact_lands_in_the_same_column_whichever_shape_brought_it(string file)
    {
        using var vector =
            JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Requests, file), TestContext.Current.CancellationToken));
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var requests = vector.RootElement.GetProperty("requests").EnumerateArray().ToList();
        foreach (var request in requests)
        {
            using var response = await responder.CheckAsync(request.GetRawText());
            Assert.Equal(200, (int)response.StatusCode);
        }

        var expected = Columns(vector.RootElement.GetProperty("columns"));
        Assert.Equal(requests.Count, responder.Kept.Count);
        foreach (var kept in responder.Kept)
        {
            // Those that the store adds do not depend on the shape.
            Assert.Equal(expected, kept.Where(column => column.Value is not null
                    && column.Key is not ("report_id" or "received_at" or "kubernetes_minor" or "cluster_size"))
                .ToDictionary(c => c.Key, c => Told(c.Value)));
        }
    }

    [Fact]
    public async Task No_id_and_no_registry_is_anywhere_in_the_data_directory()
    {
        const string Id = "53741f60-f208-48fc-ae81-8a969510a598", InstallId = "7b1cbd0b-0c5a-4b8e-9a39-0c1f6a4ad6d1";
        await using (var responder = await RunningResponder.StartAsync(_data.Path))
        {
            using var response = await responder.CheckAsync(
                $$$"""{"appVersion":"v1.34.1+rke2r1","extraTagInfo":{"clusteruuid":"{{{Id}}}","""
                + "\"system-default-registry\":\"registry.example.com\"},"
                + $"\"extraFieldInfo\":{{\"rancher-install-uuid\":\"{InstallId}\"}}}}");
            Assert.Equal(32, Assert.IsType<byte[]>(responder.Kept[0]["rancher_install_id"]).Length);
        }

        foreach (var file in Directory.GetFiles(_data.Path))
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.DoesNotContain(Id, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(InstallId, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("registry.example.com", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
        }
    }

    // The secret is another one in every test, so the vectors name what is hashed.
    private Dictionary<string, object?> Columns(JsonElement columns)
    {
        var secret = File.ReadAllBytes(_data.File("secret.key"));
        return columns.EnumerateObject().ToDictionary(column => column.Name, column => column.Value.ValueKind switch
        {
            JsonValueKind.Number => column.Value.GetInt64(),
            _ when column.Value.GetString()!.StartsWith("hash of ", StringComparison.Ordinal) =>
                Convert.ToHexStringLower(
                    HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(column.Value.GetString()!["hash of ".Length..]))),
            _ => (object?)column.Value.GetString(),
        });
    }

    private static object? Told(object? value) => value is byte[] hash ? Convert.ToHexStringLower(hash) : value;
}
