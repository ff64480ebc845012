using System.Security.Cryptography;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Storage;

/// <summary>The directory that a responder keeps: its database, and the secret without which the database's ids mean nothing.</summary>
/// <param name="Database">The database file, which may not exist yet.</param>
/// <param name="Secret">32 random bytes, made on first start.</param>
internal sealed record DataDirectory(string Database, byte[] Secret)
{
    private const int SecretBytes = 32;

    /// <summary>Where the database of a data directory is.</summary>
    public static string DatabaseIn(string directory) => Path.Combine(directory, "reports.db");

    /// <summary>Opens a directory, making it and its secret when they are missing.</summary>
    /// <param name="directory">Its path.</param>
    /// <param name="sharedSecret">A file with the secret that several replicas share, at least 32 bytes, as a Kubernetes Secret is mounted; null:
    /// the directory has its own.</param>
    /// <exception cref="InvalidSettingsException">It cannot be used.</exception>
    public static DataDirectory Open(string directory, string? sharedSecret = null)
    {
        var secret = Path.Combine(directory, "secret.key");
        try
        {
            if (!Directory.Exists(directory))
            {
                CreatePrivate(directory);
            }

            if (sharedSecret is not null)
            {
                return new DataDirectory(DatabaseIn(directory), Shared(sharedSecret));
            }

            if (!File.Exists(secret))
            {
                Create(secret, directory);
            }

            var bytes = File.ReadAllBytes(secret);
            return bytes.Length == SecretBytes
                ? new DataDirectory(DatabaseIn(directory), bytes)
                : throw new InvalidSettingsException($"{secret} holds {bytes.Length} bytes, expected {SecretBytes}: restore it from a backup");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"data directory {directory}: {exception.Message}");
        }
    }

    // Whoever writes one with an editor or with `openssl rand -hex 32` leaves a line break behind it.
    private static byte[] Shared(string file)
    {
        var bytes = File.ReadAllBytes(file).AsSpan().TrimEnd("\r\n"u8).ToArray();
        return bytes.Length >= SecretBytes ? bytes : throw new InvalidSettingsException($"{file} holds {bytes.Length} bytes, expected at least {SecretBytes}");
    }

    private static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // With another secret every known cluster would be counted again as a new one.
    private static void Create(string secret, string directory)
    {
        if (File.Exists(DatabaseIn(directory)))
        {
            throw new InvalidSettingsException($"{secret} is missing beside a database that was written with it: restore it from a backup");
        }

        var unfinished = secret + ".new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(unfinished, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(SecretBytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, secret);
    }
}
