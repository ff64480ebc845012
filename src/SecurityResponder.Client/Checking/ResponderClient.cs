using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Http;
using SecurityResponder.Feeds;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Checking;

/// <summary>The door to the responder: one POST.</summary>
internal sealed partial class ResponderClient(Uri endpoint, PatientHttp http, ILogger logger)
{
    private const int MaxAnswerBytes = 1 << 20;

    /// <summary>Sends the report and reads the answer.</summary>
    public Task<CheckOutcome> CheckAsync(ReadOnlyMemory<byte> report, CancellationToken cancellationToken)
    {
        Log.Sending(logger, endpoint.GetLeftPart(UriPartial.Path), report.Length);
        return http.ExchangeAsync(endpoint, address => Post(address, report), ReadAsync, cancellationToken);
    }

    private static HttpRequestMessage Post(Uri address, ReadOnlyMemory<byte> report)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(report) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(UserAgent.Value);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    private static async Task<CheckOutcome> ReadAsync(HttpContent content, int number, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var bytes = new byte[Math.Clamp(content.Headers.ContentLength ?? 64 << 10, 1, MaxAnswerBytes) + 1];
        var length = 0;
        for (int count; (count = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0;)
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
            AnswerReadResult.Readable readable => new Answered(Feed.FromAnswer(readable.Answer), readable.Answer.RequestIntervalInMinutes, number),
            AnswerReadResult.Unreadable unreadable => new Unreadable(unreadable.Reason),
            _ => new Unreadable("it is no answer"),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(201, LogLevel.Information, "sending data")]
        public static partial void Sending(ILogger logger, string endpoint, int bytes);
    }
}
