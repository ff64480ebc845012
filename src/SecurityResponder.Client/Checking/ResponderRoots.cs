using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Checking;

/// <summary>Who may vouch for the responder.</summary>
internal static class ResponderRoots
{
    /// <summary>The public bundle and the private CA together, as far as they are set.</summary>
    /// <returns>Null for the system's own store: neither is set, or nothing will be sent.</returns>
    /// <exception cref="BadSettingsException">A file cannot be read or holds no certificate; the message names it.</exception>
    public static X509Certificate2Collection? Of(ClientOptions options)
    {
        var files = new[] { options.CaBundle, options.CaFile }.OfType<string>().ToList();
        if (files.Count == 0 || options.IsDebug)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        files.ForEach(file => roots.AddRange(Load(file)));
        return roots;
    }

    private static X509Certificate2Collection Load(string file)
    {
        try
        {
            var roots = TrustedRoots.Load([file]);
            return roots.Count > 0 ? roots : throw new BadSettingsException($"{file} holds no PEM certificate");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadSettingsException($"the certificate authorities in {file} cannot be read", exception);
        }
        catch (CryptographicException exception)
        {
            throw new BadSettingsException($"{file} is not a PEM file of certificates", exception);
        }
    }
}
