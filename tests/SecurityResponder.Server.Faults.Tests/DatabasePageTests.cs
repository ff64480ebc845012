using System.Net;
using System.Net.Http.Headers;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>What an operator sees while PostgreSQL does not answer.</summary>
public sealed class DatabasePageTests
{
    private const string Token = "0123456789abcdef";

    [Fact]
    public async Task Pages_of_the_fleet_say_that_the_database_does_not_answer_until_it_does()
    {
        Assert.SkipWhen(PostgresPrograms.Missing is not null, PostgresPrograms.Missing ?? "");
        await using var postgres = await PostgresServer.StartAsync();
        using var network = new Relay(postgres.Port);
        using var data = new TemporaryDirectory();
        var connection = $"Host=127.0.0.1;Port={network.Port};Username=postgres;Database=postgres;Command Timeout=2;Timeout=2";
        using var server = new Server(data.Path, connection, Token);
        await server.StartAsync();
        await server.WaitForLogAsync("[604]");
        using var http = new HttpClient { BaseAddress = server.OperatorAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(http, "/fleet")).Status);

        network.Cut();
        foreach (var path in new[] { "/fleet", "/fleet?q=v1.34", "/fleet.csv", $"/fleet/clusters/{new string('a', 64)}" })
        {
            var (status, body) = await GetAsync(http, path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("<h1>", body, StringComparison.Ordinal);
            Assert.DoesNotContain("Npgsql", body, StringComparison.Ordinal);
        }

        network.Restore();
        while ((await GetAsync(http, "/fleet")).Status != HttpStatusCode.OK)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
