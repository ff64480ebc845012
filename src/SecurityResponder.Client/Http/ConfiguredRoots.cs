using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Http;

/// <summary>The configured certificate authorities: those of the bundle, or else of the system, and the private CA.</summary>
internal static class ConfiguredRoots
{
    /// <summary>Validates the files before anything is read or sent: the private CA completely, the bundle, which is part of the image,
    /// up to its first certificate.</summary>
    /// <exception cref="InvalidSettingsException">A file cannot be read or has no certificate; the message names it.</exception>
    public static void Check(ClientOptions options)
    {
        Check(options.CaBundle, max: 1);
        Check(options.CaFile, max: int.MaxValue);
    }

    /// <summary>Loads the authorities. They take 2 MiB, so they are loaded late.</summary>
    /// <returns>Null for the system's own store when neither file is set.</returns>
    /// <exception cref="InvalidSettingsException">A file can no longer be read; the message names it.</exception>
    public static X509Certificate2Collection? Load(ClientOptions options)
    {
        if (options is { CaBundle: null, CaFile: null })
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

    private static void Check(string? file, int max)
    {
        if (file is not null && Read(file, pemFile => TrustedRoots.Count(pemFile, max)) == 0)
        {
            throw new InvalidSettingsException($"{file} has no PEM certificate");
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
