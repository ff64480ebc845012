using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Fetching;

/// <summary>The address of a source: HTTPS, or HTTP on this machine.</summary>
internal sealed class SourceAddress
{
    private const int KeyLength = 16;
    private const int MaxNameLength = 80;

    private SourceAddress(Uri location, AuthenticationHeaderValue? credentials)
    {
        Location = location;
        Credentials = credentials;
    }

    /// <summary>What is requested, without user name and password.</summary>
    public Uri Location { get; }

    /// <summary>User name and password of the address, for its own host only; null without them.</summary>
    public AuthenticationHeaderValue? Credentials { get; }

    /// <summary>The address without anything that can be secret: no user name, password, query and fragment.</summary>
    public string Display => Location.GetLeftPart(UriPartial.Path);

    /// <summary>The name of its file in the cache, e.g. <c>osv.dev-0123456789abcdef-all.zip</c>. The end is that of the path, so that an
    /// archive is recognized.</summary>
    public string CacheName
    {
        get
        {
            var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Location.AbsoluteUri)))[..KeyLength];
            var last = Safe(Uri.UnescapeDataString(Location.Segments[^1]));
            return $"{Safe(Location.IdnHost)}-{key}-{last[^Math.Min(last.Length, MaxNameLength)..]}";
        }
    }

    /// <summary>Whether a path is an address at all.</summary>
    public static bool IsAddress(string path) =>
        path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an address.</summary>
    /// <exception cref="InvalidSourceException">It is invalid, or it would be requested in plain text from another machine.</exception>
    public static SourceAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw InvalidSourceException.Of(Hidden(text), "the address is invalid, expected https://HOST/PATH");
        }

        if (!IsAllowed(uri))
        {
            throw InvalidSourceException.Of(WithoutCredentials(uri).GetLeftPart(UriPartial.Path), "the address must start with https://");
        }

        return new SourceAddress(WithoutCredentials(uri), uri.UserInfo.Length == 0 ? null : new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri.UserInfo)))));
    }

    /// <summary>The address that a redirect leads to; false when it leaves HTTPS.</summary>
    /// <param name="target">The value of <c>Location</c>; may be relative.</param>
    /// <param name="redirected">The address, with credentials only on the same host.</param>
    public bool TryRedirect(Uri target, [NotNullWhen(true)] out SourceAddress? redirected)
    {
        var uri = new Uri(Location, target);
        var isAllowed = Location.Scheme == Uri.UriSchemeHttps ? uri.Scheme == Uri.UriSchemeHttps : IsAllowed(uri);
        redirected = !isAllowed ? null : new SourceAddress(
            WithoutCredentials(uri),
            Uri.Compare(uri, Location, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
                ? Credentials : null);
        return isAllowed;
    }

    private static bool IsAllowed(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);

    private static Uri WithoutCredentials(Uri uri) => new UriBuilder(uri) { UserName = "", Password = "", Fragment = "" }.Uri;

    // What cannot be parsed may still contain a password.
    private static string Hidden(string text) => text[..(text.IndexOf("://", StringComparison.Ordinal) + "://".Length)] + "…";

    private static string Safe(string name) => string.Create(name.Length, name, static (safe, source) =>
    {
        for (var i = 0; i < safe.Length; i++)
        {
            safe[i] = char.IsAsciiLetterOrDigit(source[i]) || source[i] is '.' or '-' or '_' ? source[i] : '_';
        }
    });
}
