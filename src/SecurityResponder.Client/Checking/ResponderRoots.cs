using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Checking;

/// <summary>Who may vouch for the responder: the public authorities (the bundle's, else the system's) and the private CA together.</summary>
internal static class ResponderRoots
{
    /// <summary>Reads the files for their faults, so that a bad one ends the run before anything is read or sent: the private CA to its
    /// end, the bundle, which the image brings, only as far as its first certificate.</summary>
    /// <exception cref="InvalidSettingsException">A file cannot be read or holds no certificate; the message names it.</exception>
    public static void Check(ClientOptions options)
    {
        Check(options.CaBundle, most: 1);
        Check(options.CaFile, most: int.MaxValue);
    }

    /// <summary>Loads them, which is better done late: they keep 2 MiB while they are held.</summary>
    /// <returns>Null for the system's own store, when neither file is set, and for a feed in a file, which nobody is asked for.</returns>
    /// <exception cref="InvalidSettingsException">A file cannot be read (any more); the message names it.</exception>
    public static X509Certificate2Collection? Load(ClientOptions options)
    {
        if (options is { CaBundle: null, CaFile: null } or { Feed: { Address: null } })
        {
            return null;
        }

        var roots = options.CaBundle is { } bundle ? Read(bundle, TrustedRoots.Load) : System();
        if (options.CaFile is { } file)
        {
            roots.AddRange(Read(file, TrustedRoots.Load));
        }

        return roots;
    }

    private static void Check(string? file, int most)
    {
        if (file is not null && Read(file, pemFile => TrustedRoots.Count(pemFile, most)) == 0)
        {
            throw new InvalidSettingsException($"{file} holds no PEM certificate");
        }
    }

    private static X509Certificate2Collection System()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates;
    }

    private static T Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidSettingsException($"the certificate authorities in {file} cannot be read", exception);
        }
        catch (CryptographicException exception)
        {
            throw new InvalidSettingsException($"{file} is not a PEM file of certificates", exception);
        }
    }
}
