using System.Net.Http.Headers;

namespace SecurityResponder.Server.Tests.Operators;

/// <summary>A responder with an operators' port, and who may use it.</summary>
internal static class OperatorAccess
{
    public const string Token = "0123456789abcdef0123456789abcdef";

    public static async Task<RunningResponder> StartAsync(TemporaryDirectory data, string? feed = null)
    {
        await File.WriteAllTextAsync(data.File("token"), Token + "\n", TestContext.Current.CancellationToken);
        return await RunningResponder.StartAsync(data.Path, feed, with: options => options with
        {
            OperatorAddresses = ["http://127.0.0.1:0"],
            OperatorTokenFile = data.File("token"),
        });
    }

    /// <summary>A client of the port.</summary>
    public static HttpClient Client(this RunningResponder responder, string? authorization = "Bearer " + Token)
    {
        var client = new HttpClient { BaseAddress = responder.OperatorAddress };
        if (authorization is not null)
        {
            client.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        return client;
    }
}
