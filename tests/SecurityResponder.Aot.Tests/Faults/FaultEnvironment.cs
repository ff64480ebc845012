using System.Text;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>Creates the servers and files of the faults and keeps them until the last run has ended.</summary>
internal sealed class FaultEnvironment : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<IAsyncDisposable> _servers = [];

    /// <summary>A file; returns its path.</summary>
    public string File(string name, string text) => _folder.Write(name, text);

    /// <summary>A path that does not exist.</summary>
    public string Missing => Path.Combine(_folder.Path, "missing");

    /// <summary>The path of a folder.</summary>
    public string Folder => _folder.Path;

    public async Task<FakeResponder> ResponderAsync(Answer answer, params IReadOnlyList<string> names) =>
        Track(await FakeResponder.StartAsync([answer], names.Count > 0 ? names : null));

    public async Task<FakeResponder> PlainResponderAsync(Answer answer) => Track(await FakeResponder.StartPlainAsync([answer]));

    /// <summary>A healthy cluster except for the answer to one path.</summary>
    public async Task<FakeApiServer> ClusterAsync(string path, Answer answer)
    {
        FakeApiServer cluster = Track(await FakeApiServer.StartAsync(new TestCluster()));
        cluster.Override(path, answer);
        return cluster;
    }

    /// <summary>A TCP server that sends fixed bytes and closes the connection; returns its host and port.</summary>
    public string Peer(string said) => Track(new RawPeer(Encoding.Latin1.GetBytes(said))).Address;

    /// <summary>The variables of a pod with this API server and a service account with this CA file and token.</summary>
    public Dictionary<string, string> Pod(string name, Uri server, string caFile, string? token = "token-1")
    {
        string account = Path.GetDirectoryName(File(name + "/ca.crt", System.IO.File.ReadAllText(caFile)))!;
        if (token is not null)
        {
            File(name + "/token", token);
        }

        return new()
        {
            ["KUBERNETES_SERVICE_HOST"] = server.Host,
            ["KUBERNETES_SERVICE_PORT"] = $"{server.Port}",
            ["SECURITY_RESPONDER_SERVICE_ACCOUNT"] = account,
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable server in _servers)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private T Track<T>(T server)
        where T : IAsyncDisposable
    {
        _servers.Add(server);
        return server;
    }
}
