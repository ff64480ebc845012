using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace SecurityResponder.Server.Tests.Operators;

/// <summary>The UUID of a look-up stays in the memory of the process.</summary>
public sealed class ClusterLookUpTests : IDisposable
{
    private const string Reported = "53741f60-f208-48fc-ae81-8a969510a598";
    private const string Unknown = "0b8f6b59-9d2c-4b0e-8f0e-5f1f5e6c7d80";

    private readonly TemporaryDirectory _data = new();
    private readonly TemporaryDirectory _secrets = new();

    public void Dispose()
    {
        _data.Dispose();
        _secrets.Dispose();
    }

    [Fact]
    public async Task It_is_in_no_log_in_no_address_and_in_no_file()
    {
        var token = new string('t', 32);
        await File.WriteAllTextAsync(_secrets.File("token"), token, TestContext.Current.CancellationToken);
        using var server = await ServerProcess.StartAsync(
            _data.Path, null, null, "--operator-urls", "http://127.0.0.1:0", "--operator-token-file", _secrets.File("token"));
        var operators = Regex.Match(await server.SaysAsync("Listening for operators"), @"http://\S+").Value;
        using var report = new StringContent(
            $$$"""{"appVersion":"v1.34.1+rke2r1","extraTagInfo":{"clusteruuid":"{{{Reported}}}"}}""", null, "application/json");
        (await server.Client.PostAsync("/v1/check", report, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode().Dispose();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(operators) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        foreach (var (uuid, status) in new[] { (Reported, HttpStatusCode.SeeOther), (Unknown, HttpStatusCode.NotFound) })
        {
            using var form = new FormUrlEncodedContent([new("uuid", uuid)]);
            using var found = await client.PostAsync("/fleet/find", form, TestContext.Current.CancellationToken);
            var answer = found.Headers.Location + await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(status, found.StatusCode);
            Assert.DoesNotContain(uuid, answer, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(0, await server.TerminateAsync());
        Assert.DoesNotContain(Reported, server.Said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Unknown, server.Said, StringComparison.OrdinalIgnoreCase);
        var files = Directory.GetFiles(_data.Path, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("reports.db", StringComparison.Ordinal));
        Assert.All(files, file =>
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.DoesNotContain(Reported, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Unknown, text, StringComparison.OrdinalIgnoreCase);
        });
    }
}
