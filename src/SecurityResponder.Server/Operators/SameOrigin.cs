namespace SecurityResponder.Server.Operators;

/// <summary>Whether a form was sent from this port's own page. A browser shows the operators' password with every request, whoever made it
/// ask, so credentials alone do not say that an operator meant it.</summary>
internal static class SameOrigin
{
    /// <summary>True when the browser says that its own page sent it: by <c>Sec-Fetch-Site</c>
    /// (<see href="https://www.w3.org/TR/fetch-metadata/"/>), or, where that is missing, by an <c>Origin</c> that is the host that was asked.
    /// A program without either is no browser, so nobody could have made it ask.</summary>
    public static bool Sent(HttpRequest request)
    {
        var (site, origin) = (request.Headers["Sec-Fetch-Site"], request.Headers.Origin);
        if (site.Count > 0)
        {
            return site == "same-origin";
        }

        return origin.Count == 0 || Uri.TryCreate(origin, UriKind.Absolute, out var sent) && sent.Authority == request.Host.Value;
    }
}
