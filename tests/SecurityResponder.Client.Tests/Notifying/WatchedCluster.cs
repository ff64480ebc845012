using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>A cluster on v1.34.5+rke2r1 and a responder, with a clock that only the test advances.</summary>
internal sealed class WatchedCluster : IAsyncDisposable
{
    private readonly FakeResponder _responder;
    private string _log = "not checked yet";

    private WatchedCluster(FakeApiServer server, FakeResponder responder) => (Server, _responder) = (server, responder);

    /// <summary>Two high CVEs and a medium one, all fixed by a patch.</summary>
    public static string Vulnerable { get; } = FeedText.Answer(
        [FeedText.Release("v1.34.9+rke2r1", "v2.2.0-k3s1"), FeedText.Release("v1.34.5+rke2r1")],
        [
            FeedText.Flaw("CVE-2026-0001", "2.2.0"),
            FeedText.Flaw("CVE-2026-0002", "2.2.0"),
            FeedText.Flaw("CVE-2026-0003", "2.2.0", "MODERATE"),
        ],
        """, "generated": "2026-11-20T00:00:00Z", "support": [ { "minor": "1.34", "endOfLife": "2027-03-01" } ]""");

    /// <summary>The same without the high CVEs.</summary>
    public static string Clean { get; } = Vulnerable.Replace("HIGH", "LOW", StringComparison.Ordinal);

    /// <summary>The same after the end of support.</summary>
    public static string Ended { get; } = Clean.Replace("2027-03-01", "2026-03-01", StringComparison.Ordinal);

    /// <summary>The cluster's API server, which knows SecurityReports.</summary>
    public FakeApiServer Server { get; }

    /// <summary>The clock of program and test.</summary>
    public FakeTimeProvider Time { get; } = new(new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    /// <summary>The report's status; fails the test when there is none.</summary>
    public JsonObject Status =>
        Server.Written.Report is { } report ? report["status"]!.AsObject() : throw new InvalidOperationException(_log);

    /// <summary>More variables of the program's environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>All write requests.</summary>
    public IReadOnlyList<ReceivedRequest> Writes => [.. Server.Requests.All.Where(request => request.Method != "GET")];

    /// <summary>Starts both.</summary>
    /// <param name="answers">One per check, in order; the last is repeated.</param>
    public static async Task<WatchedCluster> StartAsync(params string[] answers)
    {
        var server = await FakeApiServer.StartAsync(new TestCluster { GitVersion = "v1.34.5+rke2r1" });
        server.Written.ReportSchema = ShippedChart.ReportSchema;
        return new(server, await FakeResponder.StartAsync([.. answers.Select(answer => Answer.Json(200, answer))]));
    }

    /// <summary>Checks once.</summary>
    /// <param name="notify">The channels; empty for none.</param>
    /// <param name="more">More arguments.</param>
    public async Task<ClientRun> CheckAsync(string notify = "status,events", params string[] more)
    {
        string[] arguments =
        [
            "--endpoint", _responder.Endpoint.AbsoluteUri,
            "--ca-file", _responder.CaFile,
            .. more,
        ];
        Dictionary<string, string> environment = new(Server.PodVariables().Concat(Environment)) { ["SECURITY_RESPONDER_NOTIFY"] = notify };
        var run = await ClientRun.InAsync(environment, Time, arguments);
        _log = run.Error;
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    /// <summary>Returns status and transition time of a condition.</summary>
    public (string Status, string Since) Condition(string type)
    {
        var condition = Status["conditions"]!.AsArray().Single(condition => condition!["type"]!.GetValue<string>() == type)!;
        return (condition["status"]!.GetValue<string>(), condition["lastTransitionTime"]!.GetValue<string>());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _responder.DisposeAsync();
    }
}
