namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>Whether a form was sent from this port's own page. A browser sends the password with every request, also with one that
/// another site caused, so credentials alone do not prevent cross-site request forgery.</summary>
internal static class SameOrigin
{
    /// <summary>True when the browser says so: by <c>Sec-Fetch-Site</c>
    /// (<see href="https://www.w3.org/TR/fetch-metadata/"/>), or, when that is missing, by an <c>Origin</c> equal to the host.
    /// A request with neither header does not come from a browser.</summary>
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
