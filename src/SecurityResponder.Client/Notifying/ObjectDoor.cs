using System.Net.Http.Headers;
using System.Text.Json;
using SecurityResponder.Client.Collecting;
using SecurityResponder.Client.Collecting.Json;
using SecurityResponder.Client.Http;

namespace SecurityResponder.Client.Notifying;

/// <summary>The door through which this program writes to the Kubernetes API: its own report and its own events, each asked once.</summary>
/// <remarks>A busy server is not asked again: the next run writes the same.</remarks>
internal sealed class ObjectDoor(ApiServerTransport transport, TimeProvider time)
{
    private const int DeadlineSeconds = 10;

    /// <summary>Reads or writes one object.</summary>
    /// <param name="method">GET, POST or PATCH.</param>
    /// <param name="path">Path and query of the object, or of its list for a POST.</param>
    /// <param name="contentType">What the body is; null for none.</param>
    /// <param name="body">The body; empty for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The object as the server has it, or why there is none; never fails.</returns>
    public async Task<StoredObject> SendAsync(
        HttpMethod method, string path, string? contentType, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var stored = new StoredObject();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(DeadlineSeconds), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var content = contentType is null ? null : new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
            using var response = await transport.SendAsync(method, path, content, linked.Token).ConfigureAwait(false);
            stored.Answered(response.StatusCode);
            using var json = new JsonStream(await response.Content.ReadAsStreamAsync(linked.Token).ConfigureAwait(false));
            await json.ReadValueAsync(StoredObject.Shape, stored, linked.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            stored.Broke(ConnectionFault.Describe(exception));
        }
        catch (OperationCanceledException)
        {
            stored.Broke($"no complete answer within {DeadlineSeconds} s");
        }
        catch (UnusableTokenException exception)
        {
            stored.Broke(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // A server that does not know the kind says so in plain text: its status tells enough.
            stored.Broke("the answer is not the JSON of a Kubernetes API");
        }

        return stored;
    }
}
