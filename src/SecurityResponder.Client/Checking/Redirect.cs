namespace SecurityResponder.Client.Checking;

/// <summary>Where a redirect may take the report: to the host and port that the operator named, or from http to https on their usual ports, a few times.</summary>
internal static class Redirect
{
    /// <summary>How many are followed in one attempt.</summary>
    public const int Most = 3;

    /// <summary>The place to send the report to instead.</summary>
    /// <param name="from">Where it was sent.</param>
    /// <param name="location">The answer's <c>Location</c>, absolute or relative; null when it has none.</param>
    /// <returns>Null when the report must not go there, or there is no such place.</returns>
    public static Uri? Target(Uri from, Uri? location) =>
        Resolve(from, location) is { } target
        && target.Host.Equals(from.Host, StringComparison.OrdinalIgnoreCase)
        && (target.Scheme == from.Scheme ? target.Port == from.Port : target is { Scheme: "https", IsDefaultPort: true } && from.IsDefaultPort)
            ? target
            : null;

    /// <summary>Says why a redirect was not followed.</summary>
    public static string Refusal(Uri from, HttpResponseMessage response)
    {
        // 303 asks to fetch another page; there is nothing there for a report (RFC 9110, section 15.4.4).
        if ((int)response.StatusCode is not (301 or 302 or 307 or 308))
        {
            return "not a redirect that a report can follow";
        }

        var target = Resolve(from, response.Headers.Location);
        return target is null ? "it redirects to no readable address"
            : Target(from, target) is null
                ? $"it redirects to {target.Scheme}://{target.Authority}, and the report goes to {from.Scheme}://{from.Authority} only"
                : $"it redirects more than {Most} times";
    }

    private static Uri? Resolve(Uri from, Uri? location) =>
        location is not null && Uri.TryCreate(from, location, out var target) ? target : null;
}
