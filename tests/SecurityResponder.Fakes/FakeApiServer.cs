namespace SecurityResponder.Fakes;

/// <summary>
/// A Kubernetes API server for one cluster, over real TLS (HTTP/1.1 and HTTP/2) on 127.0.0.1. A request must carry the current
/// token or a client certificate of <see cref="Authority"/>; then the first override that matches answers it, else the cluster.
/// </summary>
/// <example>
/// <code>
/// await using var server = await FakeApiServer.StartAsync(new TestCluster { Nodes = [TestNode.Server("s1"), TestNode.Agent("a1")] });
/// server.Override("/api/v1/nodes", Answer.Status(503, "ServiceUnavailable", "etcd is away").WithRetryAfter(1), times: 1);
/// var environment = server.PodVariables();
/// </code>
/// </example>
public sealed class FakeApiServer : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Lock _gate = new();
    private readonly List<Substitute> _overrides = [];
    private readonly IClusterAnswers _cluster;
    private TestHost _host = null!;
    private volatile string? _serverToken = "token-1";

    private FakeApiServer(IClusterAnswers cluster) => _cluster = cluster;

    /// <summary>The token that the server takes; null when only client certificates will do. May change while it runs.</summary>
    public string? ServerToken
    {
        get => _serverToken;
        set => _serverToken = value;
    }

    /// <summary>Who issued the server's certificate and issues those of its users.</summary>
    public TestAuthority Authority { get; } = new();

    /// <summary>E.g. <c>https://127.0.0.1:40123</c>.</summary>
    public Uri Url => new($"https://127.0.0.1:{_host.Port}");

    /// <summary>PEM file of <see cref="Authority"/>.</summary>
    public string CaFile => _folder.Write("ca.crt", Authority.Pem);

    /// <summary>What the server was asked.</summary>
    public RequestLog Requests => _host.Requests;

    /// <summary>What clients wrote, and what they may write.</summary>
    public WrittenObjects Written { get; } = new();

    /// <summary>Starts a server for a cluster made in code.</summary>
    public static Task<FakeApiServer> StartAsync(TestCluster cluster) => StartAsync(new BuiltCluster(cluster));

    /// <summary>Starts a server for a recorded cluster.</summary>
    /// <param name="folder">Holds <c>index.tsv</c> (status, request path, file) and the files.</param>
    public static Task<FakeApiServer> StartRecordedAsync(string folder) => StartAsync(new RecordedCluster(folder));

    /// <summary>Answers requests for a path otherwise, whatever their query.</summary>
    /// <param name="path">E.g. <c>/api/v1/nodes</c>.</param>
    /// <param name="answer">What is answered instead.</param>
    /// <param name="times">For how many requests; then the next override of that path, at last the cluster.</param>
    public void Override(string path, Answer answer, int times = int.MaxValue) =>
        Override(request => request.Path == path, answer, times);

    /// <summary>Answers the requests that match otherwise, e.g. only those with <c>continue</c>.</summary>
    public void Override(Func<ReceivedRequest, bool> matches, Answer answer, int times = int.MaxValue)
    {
        lock (_gate)
        {
            _overrides.Add(new(matches, answer) { Left = times });
        }
    }

    /// <summary>Writes a kubeconfig and returns its path. Its context is <c>fake</c>; another, <c>elsewhere</c>, leads nowhere.</summary>
    /// <param name="user">How the user proves who he is.</param>
    public string KubeconfigFile(KubeconfigUser user) => Kubeconfig.Write(_folder, this, user);

    /// <summary>Writes the files of a service account as a kubelet mounts them into a pod; returns their folder.</summary>
    /// <remarks>Called again after <see cref="ServerToken"/> changed, it does what a kubelet does when it rotates the token.</remarks>
    public string ServiceAccountFolder()
    {
        _folder.Write("serviceaccount/ca.crt", Authority.Pem);
        _folder.Write("serviceaccount/namespace", "kube-system");
        return Path.GetDirectoryName(_folder.Write("serviceaccount/token", ServerToken ?? ""))!;
    }

    /// <summary>The environment variables of a pod, and the folder of its service account.</summary>
    public Dictionary<string, string> PodVariables() => new()
    {
        ["KUBERNETES_SERVICE_HOST"] = Url.Host,
        ["KUBERNETES_SERVICE_PORT"] = $"{Url.Port}",
        ["SECURITY_RESPONDER_SERVICE_ACCOUNT"] = ServiceAccountFolder(),
    };

    /// <summary>Stops at once and deletes the files that it wrote.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Authority.Dispose();
        _folder.Dispose();
    }

    private static async Task<FakeApiServer> StartAsync(IClusterAnswers cluster)
    {
        var server = new FakeApiServer(cluster);
        server._host = await TestHost.StartAsync(server.AnswerTo, server.Authority.IssueServer([.. FakeResponder.LocalNames, "0.0.0.0"]));
        return server;
    }

    private Answer AnswerTo(ReceivedRequest request) =>
        IsKnown(request)
            ? Substituted(request) ?? Written.AnswerTo(request) ?? _cluster.AnswerTo(request)
            : Answer.Status(401, "Unauthorized", "Unauthorized");

    private bool IsKnown(ReceivedRequest request) =>
        (request.ClientCertificate is { } certificate && Authority.Issued(certificate))
        || (ServerToken is { } token && request.Headers.GetValueOrDefault("Authorization") == $"Bearer {token}");

    private Answer? Substituted(ReceivedRequest request)
    {
        lock (_gate)
        {
            var substitute = _overrides.FirstOrDefault(candidate => candidate.Left > 0 && candidate.Matches(request));
            if (substitute is not null)
            {
                substitute.Left--;
            }

            return substitute?.Answer;
        }
    }

    private sealed class Substitute(Func<ReceivedRequest, bool> matches, Answer answer)
    {
        public Func<ReceivedRequest, bool> Matches => matches;

        public Answer Answer => answer;

        public int Left { get; set; }
    }
}
