using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>
/// Faults of the network and of the API server: no report without a version, otherwise a report with unknown fields.
/// </summary>
internal static class ClusterFaults
{
    private const string NoReport = "no report";
    private const string Gap = "cannot read a resource of the cluster";
    private const string Nodes = "/api/v1/nodes";

    public static async Task<IReadOnlyList<Fault>> MakeAsync(FaultEnvironment setup) =>
        [.. await ConnectionsAsync(setup), .. await StatusesAsync(setup), .. await BodiesAsync(setup)];

    private static async Task<IReadOnlyList<Fault>> ConnectionsAsync(FaultEnvironment setup)
    {
        FakeApiServer cluster = await setup.ClusterAsync("/none", Answer.Never);
        FakeResponder other = await setup.ResponderAsync(Answer.Never, "other.example");
        Uri named = new($"https://localhost.localdomain.invalid:{cluster.Url.Port}");
        return
        [
            By("authority another", "*the issuer (CN=test authority) is not known here", setup.Pod("another", cluster.Url, other.CaFile)),
            By("another name", "*for another host name", setup.Pod("name", other.Endpoint, other.CaFile)),
            By("no such host", "*cannot be resolved", setup.Pod("nohost", named, cluster.CaFile)),
            By("connection refused", "*ConnectionRefused", setup.Pod("refused", new("https://127.0.0.1:1"), cluster.CaFile)),
            By("no TLS", "*does not speak TLS",
                setup.Pod("plain", new("https://" + setup.Peer("HTTP/1.1 400 Bad Request\r\n\r\n")), cluster.CaFile)),
            By("hangs up", "", setup.Pod("hangs-up", new("https://" + setup.Peer("")), cluster.CaFile)),
            By("token refused", "*401", setup.Pod("token", cluster.Url, cluster.CaFile, "stale")),
            By("token of two lines", "*token", setup.Pod("lines", cluster.Url, cluster.CaFile, "a\r\nb")),
            By("token of other letters", "*token", setup.Pod("letters", cluster.Url, cluster.CaFile, "grüße")),
            By("token missing", "*token", setup.Pod("no-token", cluster.Url, cluster.CaFile, null)),
            new("cluster: proxy that is none", 1, NoReport, "--api-server", "http://" + setup.Peer("220 smtp.example ESMTP\r\n")),
            new("cluster: no pod", 1, "name one with --kubeconfig FILE"),
            new("cluster: pod without service account", 1, NoReport)
                { Environment = new Dictionary<string, string> { ["KUBERNETES_SERVICE_HOST"] = "127.0.0.1" } },
        ];
    }

    private static async Task<IReadOnlyList<Fault>> StatusesAsync(FaultEnvironment setup)
    {
        List<Fault> faults = [];
        foreach (int status in (int[])[400, 403, 404, 410, 429, 503])
        {
            Answer answer = Answer.Status(status, "Reason", "a sentence").WithRetryAfter(0);
            faults.Add(await EssentialAsync(setup, $"{status} for its version", $"*{status} ", "/version", answer));
            faults.Add(await EssentialAsync(setup, $"{status} for kube-system", $"*{status} ", "/api/v1/namespaces/kube-system", answer));
            faults.Add(await GapAsync(setup, $"{status} for its nodes", $"*nodes*{status} ", Nodes, answer));
            faults.Add(await GapAsync(setup, $"{status} for its service", $"*service default/kubernetes*{status} ",
                "/api/v1/namespaces/default/services/kubernetes", answer));
        }

        return faults;
    }

    private static async Task<IReadOnlyList<Fault>> BodiesAsync(FaultEnvironment setup)
    {
        Dictionary<string, string> bodies = new()
        {
            ["nothing"] = "",
            ["a web page"] = "<html>",
            ["half"] = """{"items":[{"metadata":{"name":"a""",
            ["a broken escape"] = """{"items":["\x"]}""",
            ["a nest"] = """{"items":""" + new string('[', 5000),
        };
        List<Fault> faults = [];
        foreach ((string name, string body) in bodies)
        {
            faults.Add(await GapAsync(setup, $"nodes of {name}", "*nodes*", Nodes, Answer.Json(200, body)));
            faults.Add(await EssentialAsync(setup, $"version of {name}", "*version*", "/version", Answer.Json(200, body)));
        }

        faults.Add(await GapAsync(setup, "nodes broken off", "*nodes*closed before", Nodes, Answer.Aborted("{\"items\":[")));
        faults.Add(await EssentialAsync(
            setup, "version broken off", "*version*closed before", "/version", Answer.Aborted("{\"gitVersion\":")));
        faults.Add(await GapAsync(setup, "nodes elsewhere", "*nodes*302", Nodes, Answer.Redirect("https://elsewhere.example/")));
        return faults;
    }

    private static async Task<Fault> GapAsync(FaultEnvironment setup, string name, string words, string path, Answer answer)
    {
        FakeApiServer cluster = await setup.ClusterAsync(path, answer);
        return new Fault($"cluster: {name}", 0, Gap + words, "--debug") { Environment = cluster.PodVariables() };
    }

    private static async Task<Fault> EssentialAsync(FaultEnvironment setup, string name, string words, string path, Answer answer)
    {
        FakeApiServer cluster = await setup.ClusterAsync(path, answer);
        return By(name, words, cluster.PodVariables());
    }

    private static Fault By(string name, string words, Dictionary<string, string> variables) =>
        new($"cluster: {name}", 1, NoReport + words, "--endpoint", "https://127.0.0.1:1/") { Environment = variables };
}
