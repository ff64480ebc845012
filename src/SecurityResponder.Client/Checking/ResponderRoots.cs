using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Checking;

/// <summary>Who may vouch for the responder.</summary>
internal static class ResponderRoots
{
    /// <summary>The public bundle and the private CA together, as far as they are set.</summary>
    /// <returns>Null for the system's own store: neither is set, or nothing will be sent over TLS.</returns>
    /// <exception cref="BadSettingsException">A file cannot be read or holds no certificate.</exception>
    public static X509Certificate2Collection? Of(ClientOptions options)
    {
        var files = new[] { options.CaBundle, options.CaFile }.OfType<string>().ToList();
        if (files.Count == 0 || options.Endpoint.Scheme != "https" || options.IsDebug)
        {
            return null;
        }

        try
        {
            var roots = TrustedRoots.Load(files);
            return roots.Count > 0 ? roots : throw new BadSettingsException($"{string.Join(" and ", files)}: no PEM certificate in there");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new BadSettingsException($"the certificate authorities in {string.Join(" and ", files)} cannot be read", exception);
        }
    }
}
