using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Client.Logging;
using SecurityResponder.Client.Notifying;
using SecurityResponder.Client.Settings;
using SecurityResponder.Clusters;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>Notifications about a cluster whose facts the test gives, with a clock that only the test advances.</summary>
internal sealed class AssessedCluster : IAsyncDisposable
{
    private readonly StringWriter _log = new();

    private AssessedCluster(FakeApiServer server) => Server = server;

    /// <summary>A cluster on v1.34.5+rke2r1 with Canal and no ingress controller.</summary>
    public static Cluster Facts { get; } = new()
    {
        Version = "v1.34.5+rke2r1",
        Id = "53741f60-f208-48fc-ae81-8a969510a598",
        Cni = new Software("canal", null),
        Ingress = Software.None,
    };

    /// <summary>The cluster's API server, which knows SecurityReports.</summary>
    public FakeApiServer Server { get; }

    /// <summary>The clock.</summary>
    public FakeTimeProvider Time { get; } = new(new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    /// <summary>The report's status.</summary>
    public JsonObject Status => Server.Written.Report!["status"]!.AsObject();

    /// <summary>All write requests.</summary>
    public IReadOnlyList<ReceivedRequest> Writes => [.. Server.Requests.All.Where(request => request.Method != "GET")];

    /// <summary>Starts the API server.</summary>
    public static async Task<AssessedCluster> StartAsync()
    {
        var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Written.ReportSchema = ShippedChart.ReportSchema;
        return new(server);
    }

    /// <summary>The facts with these nodes, which run the containerd of their release.</summary>
    public static Cluster With(params NodeVersion[] kubelets) =>
        Facts with { NodeVersions = new NodeVersions { Kubelets = kubelets, KubeletsWithoutContainerd = kubelets } };

    /// <summary>Assesses the cluster with a feed and sends the notifications of one run.</summary>
    public async Task NotifyAsync(Cluster cluster, string feed)
    {
        var options = new ClientOptions { Notify = NotifyChannels.Status | NotifyChannels.Events };
        var assessment = Assessment.Of(cluster, FeedText.Parse(feed), Time.GetUtcNow());
        using var apiServer = new ApiServerClient(
            InClusterConnection.Open(Server.PodVariables().GetValueOrDefault, Server.ServiceAccountFolder()));
        var reports = new SecurityReportStore(new KubernetesWriter(apiServer, Time));
        var logger = new LineLogger(_log, LogFormat.Logfmt, LogLevel.Information, Time);
        await new NotificationChannels(options, new(options, new(_ => null)), apiServer, reports, Time, logger)
            .NotifyAsync(cluster.Id, assessment, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("level=warning", _log.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A condition as <c>status reason</c>.</summary>
    public string Condition(string type)
    {
        var condition = Status["conditions"]!.AsArray().Single(condition => condition!["type"]!.GetValue<string>() == type)!;
        return $"{condition["status"]} {condition["reason"]}";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _log.DisposeAsync();
    }
}
