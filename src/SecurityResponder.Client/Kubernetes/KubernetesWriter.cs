using System.Net.Http.Headers;
using System.Text.Json;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Kubernetes.Json;

namespace SecurityResponder.Client.Kubernetes;

/// <summary>Reads and writes the objects that this program owns: the security report and its events.</summary>
/// <remarks>Requests are not retried: the next run writes the same.</remarks>
internal sealed class KubernetesWriter(ApiServerClient apiServer, TimeProvider time)
{
    private const int TimeoutSeconds = 10;

    /// <summary>Sends one request.</summary>
    /// <param name="method">GET, POST or PATCH.</param>
    /// <param name="path">Path and query of the object, or of its list for a POST.</param>
    /// <param name="contentType">The media type of the body; null for no body.</param>
    /// <param name="body">The body; empty for none.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The object as stored by the server, or the reason why there is none. Never throws.</returns>
    public async Task<StoredObject> SendAsync(
        HttpMethod method, string path, string? contentType, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var stored = new StoredObject();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSeconds), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await apiServer.SendAsync(method, path, Content(contentType, body), linked.Token);
            stored.SetStatus(response.StatusCode);
            using var json = new JsonStream(await response.Content.ReadAsStreamAsync(linked.Token));
            await json.ReadValueAsync(StoredObject.Shape, stored, linked.Token);
        }
        catch (HttpRequestException exception)
        {
            stored.SetFault(ConnectionFault.Describe(exception));
        }
        catch (OperationCanceledException)
        {
            stored.SetFault($"no complete answer within {TimeoutSeconds} s");
        }
        catch (UnusableTokenException exception)
        {
            stored.SetFault(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // A server that does not have the resource answers 404 in plain text: then the status is the fault.
            stored.SetFault("the answer is not the JSON of a Kubernetes API");
        }

        return stored;
    }

    private static ReadOnlyMemoryContent? Content(string? contentType, ReadOnlyMemory<byte> body) =>
        contentType is null ? null : new(body) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
}
