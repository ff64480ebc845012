using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Fuzz;

/// <summary>An API server and a responder in one, over plain HTTP, as kubectl proxy serves a cluster. It answers each path with the bytes
/// that are set for it.</summary>
internal sealed class FuzzedCluster : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _answering;

    public FuzzedCluster()
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _answering = AnswerAsync();
    }

    /// <summary>E.g. <c>http://127.0.0.1:40123</c>.</summary>
    public string Address { get; }

    /// <summary>The flags of a run that reads this cluster and reports to it.</summary>
    public string[] Arguments => ["--api-server", Address, "--endpoint", Address + "/v1/check", "--timeout", "5"];

    /// <summary>What is answered to each path; 404 to all others.</summary>
    public IReadOnlyDictionary<string, byte[]> Answers { get; set; } = new Dictionary<string, byte[]>();

    /// <summary>Returns what the API server of a small cluster answers to the client, by path.</summary>
    public static async Task<Dictionary<string, string>> ValidAnswersAsync()
    {
        await using TestEnvironment environment = await TestEnvironment.StartAsync(nodes: 3);
        (await NativeClient.RunInAsync(environment.Variables, environment.Arguments)).Succeeded();
        using X509Certificate2 authority = X509CertificateLoader.LoadCertificateFromFile(environment.Cluster.CaFile);
        X509ChainPolicy trust = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using SocketsHttpHandler handler = new() { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } };
        using HttpClient client = new(handler) { BaseAddress = environment.Cluster.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", environment.Cluster.ServerToken);
        Dictionary<string, string> answers = [];
        foreach (ReceivedRequest request in environment.Cluster.Requests.All)
        {
            using HttpResponseMessage response = await client.GetAsync(request.Path, TestContext.Current.CancellationToken);
            if (response.IsSuccessStatusCode)
            {
                answers[request.Path] = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            }
        }

        return answers;
    }

    public void Dispose()
    {
        _listener.Stop();
        _answering.Wait();
        _listener.Close();
    }

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                bool isFound = Answers.TryGetValue(context.Request.Url!.AbsolutePath, out byte[]? body);
                context.Response.StatusCode = isFound ? 200 : 404;
                context.Response.ContentType = "application/json";
                context.Response.Close(body ?? "{}"u8.ToArray(), willBlock: false);
            }
            // The client ended the connection, or the listener was stopped.
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or IOException)
            {
            }
        }
    }
}
