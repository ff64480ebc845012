using System.Text;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Tests.Checks;

public sealed class CountryTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("203.0.113.9", "DE")]
    [InlineData("198.51.100.77, 203.0.113.9", "DE")]
    [InlineData("203.0.113.9:5000", "DE")]
    [InlineData("::ffff:203.0.113.9", "DE")]
    [InlineData("2001:db8:7::1", "FR")]
    [InlineData("192.0.2.1", null)]
    [InlineData("198.51.100.77", null)]
    [InlineData("nonsense", null)]
    [InlineData(null, null)]
    public async Task The_country_is_that_of_the_client_that_a_trusted_proxy_names(string? client, string? country)
    {
        await using var responder = await StartAsync("127.0.0.0/8");
        await CheckAsync(responder, client);

        Assert.Equal(country, Assert.Single(responder.Kept)["country"]);
    }

    [Fact]
    public async Task Nobody_else_can_say_where_a_report_comes_from()
    {
        await using var responder = await StartAsync("10.0.0.0/8");
        await CheckAsync(responder, "203.0.113.9");

        Assert.Null(Assert.Single(responder.Kept)["country"]);
    }

    [Fact]
    public async Task The_address_is_nowhere_in_the_data_directory()
    {
        await using (var responder = await StartAsync("127.0.0.0/8"))
        {
            await CheckAsync(responder, "203.0.113.9");
        }

        foreach (var file in Directory.GetFiles(_data.Path).Where(file => Path.GetExtension(file) != ".mmdb"))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("203.0.113", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
            Assert.Equal(-1, bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[203, 0, 113, 9]));
        }
    }

    [Fact]
    public async Task A_database_that_is_cut_off_costs_nobody_an_answer()
    {
        var bytes = CountryDatabase.Of(("203.0.113.0/24", "DE"));
        var start = bytes.AsSpan().LastIndexOf("iso_code"u8);
        bytes.AsSpan(start, 16).Fill(0xFF);
        await File.WriteAllBytesAsync(_data.File("country.mmdb"), bytes, TestContext.Current.CancellationToken);
        await using var responder = await RunningResponder.StartAsync(
            _data.Path, with: options =>
                options with { TrustedNetworks = ServerOptionTable.Networks("127.0.0.1"), CountryDatabase = _data.File("country.mmdb") });
        await CheckAsync(responder, "203.0.113.9");

        Assert.Null(Assert.Single(responder.Kept)["country"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no database")]
    public async Task A_file_that_is_no_database_ends_the_start(string? content)
    {
        if (content is not null)
        {
            await File.WriteAllTextAsync(_data.File("country.mmdb"), content, TestContext.Current.CancellationToken);
        }

        var refused = await Assert.ThrowsAsync<InvalidSettingsException>(() => RunningResponder.StartAsync(
            _data.Path, with: options =>
                options with { TrustedNetworks = ServerOptionTable.Networks("127.0.0.1"), CountryDatabase = _data.File("country.mmdb") }));

        Assert.StartsWith("--country-database ", refused.Message);
    }

    private async Task<RunningResponder> StartAsync(string proxies)
    {
        var database = CountryDatabase.Of(("203.0.113.0/24", "DE"), ("2001:db8:7::/48", "FR"), ("198.51.100.0/24", "Nowhere"));
        await File.WriteAllBytesAsync(_data.File("country.mmdb"), database, TestContext.Current.CancellationToken);
        return await RunningResponder.StartAsync(
            _data.Path, with: options =>
                options with { TrustedNetworks = ServerOptionTable.Networks(proxies), CountryDatabase = _data.File("country.mmdb") });
    }

    private static async Task CheckAsync(RunningResponder responder, string? client)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/v1/check") { Content = RunningResponder.Json(RunningResponder.SmallReport) };
        if (client is not null)
        {
            request.Headers.Add("X-Forwarded-For", client);
        }

        using var response = await responder.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
    }
}
