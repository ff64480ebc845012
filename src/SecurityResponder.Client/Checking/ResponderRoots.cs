using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Checking;

/// <summary>Who may vouch for the responder.</summary>
internal static class ResponderRoots
{
    /// <summary>The public authorities (the bundle's, else the system's) and the private CA together.</summary>
    /// <returns>Null for the system's own store: neither is set, or nothing will be sent.</returns>
    /// <exception cref="BadSettingsException">A file cannot be read or holds no certificate; the message names it.</exception>
    public static X509Certificate2Collection? Of(ClientOptions options)
    {
        if (options.IsDebug || (options.CaBundle is null && options.CaFile is null))
        {
            return null;
        }

        var roots = options.CaBundle is { } bundle ? Load(bundle) : System();
        if (options.CaFile is { } file)
        {
            roots.AddRange(Load(file));
        }

        return roots;
    }

    private static X509Certificate2Collection System()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates;
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
