using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Http;
using SecurityResponder.Feeds;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Checking;

/// <summary>Sends the report to the responder.</summary>
internal sealed partial class ResponderClient(Uri endpoint, RetryingHttpClient http, ILogger logger)
{
    private const int MaxAnswerBytes = 1 << 20;

    /// <summary>Sends the report and reads the answer.</summary>
    public Task<CheckOutcome> CheckAsync(ReadOnlyMemory<byte> report, CancellationToken cancellationToken)
    {
        Log.Sending(logger, endpoint.GetLeftPart(UriPartial.Path), report.Length);
        return http.SendAsync(endpoint, address => Post(address, report), ReadAsync, cancellationToken);
    }

    private static HttpRequestMessage Post(Uri address, ReadOnlyMemory<byte> report)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(report) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(UserAgent.Value);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    private static async Task<CheckOutcome> ReadAsync(HttpContent content, int attempt, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[Math.Clamp(content.Headers.ContentLength ?? 64 << 10, 1, MaxAnswerBytes) + 1];
        var length = 0;
        for (int count; (count = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken)) > 0;)
        {
            length += count;
            if (length > MaxAnswerBytes)
            {
                return new Unreadable($"the answer is longer than {MaxAnswerBytes} bytes");
            }

            Array.Resize(ref bytes, length < bytes.Length ? bytes.Length : Math.Min(bytes.Length * 2, MaxAnswerBytes + 1));
        }

        return AnswerReader.Read(bytes.AsSpan(0, length)) switch
        {
            AnswerReadResult.Readable { Answer: var answer } =>
                new Answered(Feed.FromAnswer(answer), answer.RequestIntervalInMinutes, attempt),
            AnswerReadResult.Unreadable unreadable => new Unreadable(unreadable.Reason),
            _ => new Unreadable("it is not an answer"),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(201, LogLevel.Information, "sending data")]
        public static partial void Sending(ILogger logger, string endpoint, int bytes);
    }
}
