using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SecurityResponder.Server.Operators.Fleet;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;
using SecurityResponder.Server.Tests;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Pages.Tests;

/// <summary>The page of one cluster, and how it is found.</summary>
public sealed class ClusterPageTests(Stage stage)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("8D0A7C1E-7E0B-4F0C-9C39-0D2C1C5B7A11")]
    [InlineData("  8d0a7c1e-7e0b-4f0c-9c39-0d2c1c5b7a11 ")]
    public async Task A_cluster_is_found_by_its_UUID_which_is_in_no_address(string uuid)
    {
        await using var view = await stage.OpenAsync(isOperator: true, "/fleet", hasScripts: false);
        await view.Page.GetByLabel("Cluster UUID").FillAsync(uuid);
        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Find" }).ClickAsync();

        Assert.EndsWith("/fleet/clusters/" + stage.KnownId, view.Page.Url, StringComparison.Ordinal);
        Assert.Contains("v1.33.4+rke2r1", await view.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(view.Requests, url => url.Contains("8d0a7c1e", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("8d0a7c1e", await view.Page.ContentAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData(" ", HttpStatusCode.BadRequest)]
    [InlineData("two\nlines", HttpStatusCode.BadRequest)]
    public async Task A_UUID_that_no_cluster_has_is_not_found_and_not_repeated(string uuid, HttpStatusCode expected)
    {
        using var client = OperatorAccess.Client(stage.Full);
        using var response = await client.PostAsync("/fleet/find", new FormUrlEncodedContent([new("uuid", uuid)]), Cancelled);

        Assert.Equal(expected, response.StatusCode);
        Assert.DoesNotContain("00000000-", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_cannot_look_up_a_UUID()
    {
        using var client = OperatorAccess.Client(stage.Full);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var response = await client.PostAsync("/fleet/find", new FormUrlEncodedContent([new("uuid", Fleet.KnownUuid)]), Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_page_of_an_unknown_cluster_is_not_found(string id)
    {
        using var client = OperatorAccess.Client(stage.Full);
        using var response = await client.GetAsync("/fleet/clusters/" + id, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_page_of_a_cluster_shows_advice_CVEs_and_its_latest_report()
    {
        using var client = OperatorAccess.Client(stage.Marked);
        var list = await client.GetStringAsync("/fleet?q=v1.34.1", Cancelled);
        var path = Regex.Match(list, "/fleet/clusters/[0-9a-f]{64}").Value;
        var page = WebUtility.HtmlDecode(Regex.Replace(await client.GetStringAsync(path, Cancelled), "<[^>]*>", " "));
        page = Regex.Replace(page, "\\s+", " ");

        Assert.Contains("3 CVEs affect this cluster 1 exploited 1 critical 1 unrated 1 undecided", page, StringComparison.Ordinal);
        Assert.Contains("upgrade to v1.35.3+rke2r1 path: v1.34.4+rke2r1, v1.35.3+rke2r1 fixes 2 of 3", page, StringComparison.Ordinal);
        Assert.Matches("CVE-2026-101 known exploited .*CVE-2026-102 .*CVE-2026-103", page);
        Assert.Contains("the feed does not list the version of etcd", page, StringComparison.Ordinal);
        Assert.Contains("cni plugin canal", page, StringComparison.Ordinal);
        Assert.Contains("server node count 3", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Naming_a_cluster_on_its_page_leads_back_to_the_page()
    {
        await using var view = await stage.OpenAsync(isOperator: true, Stage.KnownCluster);
        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Textbox).FillAsync("plant 4");
        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "plant 4" }).WaitForAsync();

        Assert.EndsWith("/fleet/clusters/" + stage.KnownId, view.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_has_a_row_for_each_time_with_the_same_version()
    {
        using var data = new TemporaryDirectory();
        var now = DateTimeOffset.UtcNow;
        (int DaysAgo, string Version, int Agents)[] reports =
        [
            (9, "v1.34.1+rke2r1", 0), (8, "v1.34.1+rke2r1", 2), (5, "v1.34.1+rke2r1", 2), (4, "v1.35.7+rke2r1", 2),
            (1, "v1.34.1+rke2r1", 2),
        ];
        Fill(data.Path, now, reports);
        await using var responder = await OperatorAccess.StartAsync(data);
        using var client = OperatorAccess.Client(responder);
        var list = await client.GetStringAsync("/fleet", Cancelled);
        var id = Regex.Match(list, "/fleet/clusters/([0-9a-f]{64})").Groups[1].Value;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var history = await responder.Get<IFleet>().HistoryAsync(Convert.FromHexString(id), false, today.AddDays(-90), today, Cancelled);
        var page = await client.GetStringAsync("/fleet/clusters/" + id, Cancelled);

        Assert.Equal(
            [
                new VersionPeriod("v1.34.1+rke2r1", today.AddDays(-1), today.AddDays(-1), 1, 3, 3),
                new VersionPeriod("v1.35.7+rke2r1", today.AddDays(-4), today.AddDays(-4), 1, 3, 3),
                new VersionPeriod("v1.34.1+rke2r1", today.AddDays(-9), today.AddDays(-5), 3, 1, 3),
            ],
            VersionPeriod.Of(history));
        Assert.Contains(">3 of 5</td>", page, StringComparison.Ordinal);
        Assert.Contains(">1 to 3</td>", page, StringComparison.Ordinal);
    }

    private static void Fill(string directory, DateTimeOffset now, (int DaysAgo, string Version, int Agents)[] reports)
    {
        var data = DataDirectory.Open(directory);
        using var database = ReportDatabase.Open(data.Database);
        foreach (var (ago, version, agents) in reports)
        {
            var report = Showcase.Read(new JsonObject
            {
                ["appVersion"] = version,
                ["extraTagInfo"] = new JsonObject { ["clusteruuid"] = "one" },
                ["extraFieldInfo"] = new JsonObject { ["serverNodeCount"] = 1, ["agentNodeCount"] = agents },
            });
            database.Insert([StoredReport.Of(report, null, now.AddDays(-ago), data.Secret)]);
        }
    }
}
