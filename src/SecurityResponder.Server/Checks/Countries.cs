using MaxMind.Db;
using SecurityResponder.Files;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Checks;

/// <summary>Looks up the country of a report in a MaxMind database
/// (<see href="https://maxmind.github.io/MaxMind-DB/">the format</see>). The address is not kept.</summary>
internal sealed class Countries(Reader database, TrustedProxies proxies)
{
    /// <summary>Opens a database. It is mapped into memory, so only the pages in use take memory.</summary>
    /// <exception cref="InvalidSettingsException">The file cannot be read, or is not a MaxMind database.</exception>
    public static Countries Open(string file, TrustedProxies proxies)
    {
        try
        {
            return RegularFile.IsRegular(file)
                ? new Countries(new Reader(file, FileAccessMode.MemoryMapped), proxies)
                : throw new IOException("it is not a regular file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDatabaseException)
        {
            throw new InvalidSettingsException($"--country-database {file}: {exception.Message}");
        }
    }

    /// <summary>The two letters of <see href="https://www.iso.org/iso-3166-country-codes.html">ISO 3166</see>, e.g. <c>DE</c>; null when
    /// no trusted
    /// proxy gives the client's address, or the database has no country for it.</summary>
    public string? Of(HttpContext context)
    {
        if (!proxies.IsForwarded(context) || proxies.Client(context) is not { } client)
        {
            return null;
        }

        try
        {
            var record = database.Find<Dictionary<string, object>>(client);
            var country = record?.GetValueOrDefault("country") as Dictionary<string, object>;
            return country?.GetValueOrDefault("iso_code") is string { Length: 2 } code && code.All(char.IsAsciiLetterUpper) ? code : null;
        }
        // A broken database must not prevent the answer.
        catch (Exception exception) when (exception is InvalidDatabaseException or DeserializationException)
        {
            return null;
        }
    }
}
