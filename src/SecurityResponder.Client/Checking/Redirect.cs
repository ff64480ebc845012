namespace SecurityResponder.Client.Checking;

/// <summary>The redirects that a report may follow: to the same host and port, or from http to https on the default ports.</summary>
internal static class Redirect
{
    /// <summary>Redirects that are followed in one attempt.</summary>
    public const int MaxRedirects = 3;

    /// <summary>Returns the address to send the report to instead.</summary>
    /// <param name="from">The address that answered.</param>
    /// <param name="location">The <c>Location</c> header, absolute or relative; null when it is missing.</param>
    /// <returns>Null when the report may not be sent there, or there is no valid address.</returns>
    public static Uri? Target(Uri from, Uri? location) =>
        Resolve(from, location) is { } target
        && target.Host.Equals(from.Host, StringComparison.OrdinalIgnoreCase)
        && (target.Scheme == from.Scheme
            ? target.Port == from.Port
            : target is { Scheme: "https", IsDefaultPort: true } && from.IsDefaultPort)
            ? target
            : null;

    /// <summary>Describes why a redirect was not followed.</summary>
    public static string Refusal(Uri from, HttpResponseMessage response)
    {
        // 303 asks for a GET of another page, which cannot carry the report (RFC 9110, section 15.4.4).
        if ((int)response.StatusCode is not (301 or 302 or 307 or 308))
        {
            return "not a redirect that a report can follow";
        }

        var target = Resolve(from, response.Headers.Location);
        return target is null ? "it redirects to an invalid address"
            : Target(from, target) is null
                ? $"it redirects to {target.Scheme}://{target.Authority}, and the report goes to {from.Scheme}://{from.Authority} only"
                : $"it redirects more than {MaxRedirects} times";
    }

    private static Uri? Resolve(Uri from, Uri? location) =>
        location is not null && Uri.TryCreate(from, location, out var target) ? target : null;
}
