using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Fakes;

/// <summary>A responder that sends prepared answers and records the requests.</summary>
/// <example>
/// <code>
/// await using var responder = await FakeResponder.StartAsync([Answer.Json(503, "").WithRetryAfter(7), Answer.Json(200, "{}")]);
/// // … client sends to responder.Endpoint, trusting responder.CaFile …
/// Assert.Equal(2, responder.Requests.All.Count);
/// </code>
/// </example>
public sealed class FakeResponder : IAsyncDisposable
{
    /// <summary>The default names in the server's certificate.</summary>
    public static readonly IReadOnlyList<string> LocalNames = ["127.0.0.1", "localhost", "kubernetes.default.svc"];

    private readonly TestAuthority _authority;
    private readonly TestFolder _folder = new();
    private readonly TestHost _host;
    private readonly bool _usesTls;

    private FakeResponder(TestHost host, TestAuthority authority, bool usesTls)
    {
        (_host, _authority, _usesTls) = (host, authority, usesTls);
        CaFile = _folder.Write("ca.crt", authority.Pem);
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => _host.Port;

    /// <summary>Where to send reports: <c>https://127.0.0.1:PORT/v1/check</c>, or <c>http</c> without TLS.</summary>
    public Uri Endpoint => new($"{(_usesTls ? "https" : "http")}://127.0.0.1:{Port}/v1/check");

    /// <summary>PEM file of the authority that a client has to trust.</summary>
    public string CaFile { get; }

    /// <summary>The received reports, with headers and bodies.</summary>
    public RequestLog Requests => _host.Requests;

    /// <summary>Starts over TLS.</summary>
    /// <param name="script">One answer per request, in order; the last one is repeated.</param>
    /// <param name="names">The names in the certificate; null for <see cref="LocalNames"/>.</param>
    public static async Task<FakeResponder> StartAsync(IReadOnlyList<Answer> script, IReadOnlyList<string>? names = null)
    {
        var authority = new TestAuthority();
        var host = await TestHost.StartAsync(Follow(script), authority.IssueServer(names ?? LocalNames));
        return new(host, authority, usesTls: true);
    }

    /// <summary>Starts over TLS with a certificate of the test's own.</summary>
    /// <param name="script">One answer per request, in order; the last one is repeated.</param>
    /// <param name="certificate">The server's certificate with its private key.</param>
    /// <param name="intermediates">The certificates that it sends too.</param>
    public static async Task<FakeResponder> StartAsync(
        IReadOnlyList<Answer> script, X509Certificate2 certificate, X509Certificate2Collection intermediates) =>
        new(await TestHost.StartAsync(Follow(script), certificate, intermediates), new TestAuthority(), usesTls: true);

    /// <summary>Starts over plain HTTP/1.1.</summary>
    /// <param name="script">One answer per request, in order; the last one is repeated.</param>
    public static async Task<FakeResponder> StartPlainAsync(IReadOnlyList<Answer> script) =>
        new(await TestHost.StartAsync(Follow(script), certificate: null), new TestAuthority(), usesTls: false);

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    private static Func<ReceivedRequest, Answer> Follow(IReadOnlyList<Answer> script) =>
        request => script[Math.Min(request.Order, script.Count - 1)];
}
