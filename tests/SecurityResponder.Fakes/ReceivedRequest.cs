using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace SecurityResponder.Fakes;

/// <summary>One request that a fake server received.</summary>
public sealed class ReceivedRequest
{
    private long _answeredBytes;

    /// <summary>Position among all requests of that server, from 0.</summary>
    public required int Order { get; init; }

    /// <summary>E.g. <c>GET</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Path without the query, e.g. <c>/api/v1/nodes</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query as sent, e.g. <c>?limit=500</c>; empty when there was none.</summary>
    public required string Query { get; init; }

    /// <summary>The decoded query parameters; the first of several with the same name.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary><c>HTTP/1.1</c> or <c>HTTP/2</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Headers by name (any casing).</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body's bytes; empty for a GET.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The client's certificate; null for none.</summary>
    public required X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The number of bytes of the response body that were sent so far.</summary>
    public long AnsweredBytes => Interlocked.Read(ref _answeredBytes);

    /// <summary>E.g. <c>GET /api/v1/nodes?limit=500</c>: shown by a failed assertion.</summary>
    public override string ToString() => $"{Method} {Path}{Query}";

    internal void CountAnswered(int bytes) => Interlocked.Add(ref _answeredBytes, bytes);

    internal static async Task<ReceivedRequest> ReadAsync(HttpContext context, int order)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        return new()
        {
            Order = order,
            Method = request.Method,
            Path = request.Path.Value ?? "",
            Query = request.QueryString.Value ?? "",
            Parameters = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value[0] ?? ""),
            Protocol = request.Protocol,
            Headers = request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
            ClientCertificate = context.Connection.ClientCertificate,
        };
    }
}
