using System.Security.Cryptography;
using SecurityResponder.Files;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Storage;

/// <summary>The data directory of a responder: the database, and the secret that its ids are hashed with.</summary>
/// <param name="Database">The database file, which may not exist yet.</param>
/// <param name="Secret">32 random bytes, created at the first start.</param>
internal sealed record DataDirectory(string Database, byte[] Secret)
{
    /// <summary>Bytes that the database may take, without the free space in it; null for no limit.</summary>
    public long? MaxBytes { get; init; }

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // The group stays: Kubernetes gives volumes to the group of a pod.
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const int SecretBytes = 32;
    private const int MaxSecretBytes = 64 << 10;

    /// <summary>Returns the path of the database in a data directory.</summary>
    public static string DatabaseIn(string directory) => Path.Combine(directory, "reports.db");

    /// <summary>Opens a directory; creates the directory and its secret when they are missing.</summary>
    /// <param name="directory">Its path.</param>
    /// <param name="sharedSecret">A file, e.g. a mounted Kubernetes Secret, with the secret that all replicas share, at least 32 bytes;
    /// null when the directory has its own.</param>
    /// <exception cref="InvalidSettingsException">The directory or the secret cannot be used.</exception>
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

            var bytes = RegularFile.Read(secret, MaxSecretBytes);
            return bytes.Length == SecretBytes
                ? new DataDirectory(DatabaseIn(directory), bytes)
                : throw new InvalidSettingsException(
                    $"{secret} holds {bytes.Length} bytes, expected {SecretBytes}: restore it from a backup");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"data directory {directory}: {exception.Message}");
        }
    }

    /// <summary>Makes a database file readable for its owner only, and creates an empty one when it is missing: the directory may be one
    /// that others can read. SQLite gives its other files the same mode.</summary>
    public static void MakePrivate(string database)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (!File.Exists(database))
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
                UnixCreateMode = Private,
            };
            new FileStream(database, options).Dispose();
        }

        foreach (var part in new[] { database, database + "-wal", database + "-shm" })
        {
            if (File.Exists(part) && (File.GetUnixFileMode(part) & Others) != 0)
            {
                File.SetUnixFileMode(part, File.GetUnixFileMode(part) & ~Others);
            }
        }
    }

    // An editor and `openssl rand -hex 32` end the file with a line break.
    private static byte[] Shared(string file)
    {
        var bytes = RegularFile.Read(file, MaxSecretBytes).AsSpan().TrimEnd("\r\n"u8).ToArray();
        return bytes.Length >= SecretBytes
            ? bytes
            : throw new InvalidSettingsException($"{file} holds {bytes.Length} bytes, expected at least {SecretBytes}");
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

    // With a new secret, every known cluster would be counted again as a new one.
    private static void Create(string secret, string directory)
    {
        if (File.Exists(DatabaseIn(directory)))
        {
            throw new InvalidSettingsException($"{secret} is missing beside a database that was written with it: restore it from a backup");
        }

        var temporary = secret + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(SecretBytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, secret);
    }
}
