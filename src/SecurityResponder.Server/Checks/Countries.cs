using MaxMind.Db;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Checks;

/// <summary>Tells which country a report comes from, by a MaxMind database
/// (<see href="https://maxmind.github.io/MaxMind-DB/">the format</see>). The address goes no further than here.</summary>
internal sealed class Countries(Reader database, TrustedProxies proxies)
{
    /// <summary>Opens a database. It is mapped, not read: what is not asked for takes no memory.</summary>
    /// <exception cref="InvalidSettingsException">It cannot be read, or is none.</exception>
    public static Countries Open(string file, TrustedProxies proxies)
    {
        try
        {
            return new Countries(new Reader(file, FileAccessMode.MemoryMapped), proxies);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDatabaseException)
        {
            throw new InvalidSettingsException($"--country-database {file}: {exception.Message}");
        }
    }

    /// <summary>Two letters of <see href="https://www.iso.org/iso-3166-country-codes.html">ISO 3166</see>, e.g. <c>DE</c>; null when no trusted
    /// proxy says where the request comes from, or the database does not know.</summary>
    public string? Of(HttpContext context)
    {
        if (!proxies.HandedOn(context) || proxies.Client(context) is not { } client)
        {
            return null;
        }

        try
        {
            var record = database.Find<Dictionary<string, object>>(client);
            var country = record?.GetValueOrDefault("country") as Dictionary<string, object>;
            return country?.GetValueOrDefault("iso_code") is string { Length: 2 } code && code.All(char.IsAsciiLetterUpper) ? code : null;
        }
        // A broken database must not cost a cluster its answer.
        catch (Exception exception) when (exception is InvalidDatabaseException or DeserializationException)
        {
            return null;
        }
    }
}
