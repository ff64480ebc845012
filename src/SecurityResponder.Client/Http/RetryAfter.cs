namespace SecurityResponder.Client.Http;

/// <summary>The <c>Retry-After</c> header (<see href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after"/>).</summary>
internal static class RetryAfter
{
    /// <summary>The wait that a response asks for, in seconds or as a date.</summary>
    /// <returns>Null without the header; zero for a date in the past.</returns>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
