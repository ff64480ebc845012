using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Answers;

/// <summary>Serves the feed and its signature to mirrors.</summary>
internal sealed class FeedEndpoint(CurrentAnswers answers)
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps <c>/v1/feed</c> and <c>/v1/feed.sig</c>.</summary>
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
        if (!HasTag(context.Request, tag))
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

    // If-None-Match compares weakly, and * matches any tag (RFC 9110, section 13.1.2).
    private static bool HasTag(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.Count > 0
        && EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(entity => entity.Tag == "*" || entity.Tag == tag);
}
