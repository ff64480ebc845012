using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Answers;

/// <summary>Hands the feed on to those who mirror it, and its signature as it lay beside it.</summary>
internal sealed class FeedEndpoint(CurrentAnswers answers)
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary><c>/v1/feed</c> and <c>/v1/feed.sig</c>.</summary>
    public void Map(WebApplication server)
    {
        RequestDelegate feed = SendFeedAsync;
        RequestDelegate signature = SendSignatureAsync;
        server.MapMethods("/v1/feed", Methods, feed);
        server.MapMethods("/v1/feed" + FeedDocument.SignatureSuffix, Methods, signature);
    }

    private Task SendFeedAsync(HttpContext context)
    {
        if (answers.Now is not { Mirrored: var mirrored })
        {
            return AnswerProblems.NoFeed.SendWithRetryAfterAsync(context);
        }

        var tag = mirrored.ETag(ContentCodings.Best(context.Request.Headers.AcceptEncoding));
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (!Knows(context.Request, tag))
        {
            return mirrored.Body.SendAsync(context);
        }

        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    private async Task SendSignatureAsync(HttpContext context)
    {
        if (answers.Now?.Mirrored.Signature is not { } signature)
        {
            await AnswerProblems.NoSignature.SendAsync(context);
            return;
        }

        context.Response.ContentType = MediaTypeNames.Application.Octet;
        context.Response.ContentLength = signature.Length;
        context.Response.Headers.CacheControl = "no-cache";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(signature, context.RequestAborted);
        }
    }

    // If-None-Match compares weakly, and a star stands for whatever there is (RFC 9110, 13.1.2).
    private static bool Knows(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Count > 0
        && EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(given => given.Tag == "*" || given.Tag == tag);
}
