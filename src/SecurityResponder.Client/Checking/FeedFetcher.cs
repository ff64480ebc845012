using System.Net.Http.Headers;
using SecurityResponder.Client.Settings;
using SecurityResponder.Files;

namespace SecurityResponder.Client.Checking;

/// <summary>Opens a feed or a signature: a file, or an address with a GET request that is the same for every cluster.</summary>
/// <param name="http">Fetches an address.</param>
internal sealed class FeedFetcher(RetryingHttpClient http)
{
    // Without the program's version, which would distinguish clusters.
    private static readonly ProductInfoHeaderValue UserAgent = new(new ProductHeaderValue("security-responder"));

    /// <summary>Opens a place and reads it.</summary>
    /// <param name="place">The file or the address.</param>
    /// <param name="read">Reads the stream; is called again when an attempt breaks off.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>What <paramref name="read"/> returns. <see cref="Unreachable"/> for a file that does not exist or cannot be read, and for
    /// an address that did not answer. <see cref="Rejected"/> for an address that has no such document.</returns>
    public Task<CheckOutcome> OpenAsync(
        FeedPlace place, Func<Stream, int, CancellationToken, Task<CheckOutcome>> read, CancellationToken cancellationToken) =>
        place.Address is { } address
            ? http.SendAsync(
                address,
                Get,
                async (content, attempt, token) => await read(await content.ReadAsStreamAsync(token), attempt, token),
                cancellationToken)
            : OpenFileAsync(place.Name, read, cancellationToken);

    private static async Task<CheckOutcome> OpenFileAsync(
        string file, Func<Stream, int, CancellationToken, Task<CheckOutcome>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = RegularFile.Open(file);
            return await read(stream, 1, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Unreachable(
                !RegularFile.IsRegular(file) ? "it is not a regular file" : File.Exists(file) ? "the file cannot be read" : "no such file",
                1);
        }
    }

    private static HttpRequestMessage Get(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(UserAgent);
        return request;
    }
}
