using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Fetching;

/// <summary>Keeps downloaded files in a folder, and downloads what changed.</summary>
/// <param name="folder">The folder; it is created.</param>
/// <param name="downloader">Downloads; null when the network must not be used.</param>
internal sealed class SourceCache(string folder, SourceDownloader? downloader)
{
    /// <summary>The file with the content of an address.</summary>
    /// <exception cref="InvalidSourceException">There is no such content, or the cache cannot be written.</exception>
    public CachedFile FileOf(SourceAddress address)
    {
        var file = Path.Combine(folder, address.CacheName);
        var cached = CachedSource.Read(file, SourceReader.MaxStreamBytes);
        if (downloader is not null)
        {
            return new CachedFile(file, Update(downloader, address, cached, file));
        }

        return cached is not null ? new CachedFile(file, cached.Sha256)
            : throw InvalidSourceException.Of(address.Display, File.Exists(file)
                ? $"the copy in the cache is damaged ({file}), and --offline forbids to fetch it"
                : $"the cache has no copy ({file}), and --offline forbids to fetch it");
    }

    /// <summary>The folder that is used when the command line names none: <c>XDG_CACHE_HOME</c>, else <c>~/.cache</c>
    /// (<see href="https://specifications.freedesktop.org/basedir-spec/latest/"/>).</summary>
    /// <param name="environment">Reads an environment variable.</param>
    public static string DefaultFolder(Func<string, string?> environment) => Path.Combine(
        environment("XDG_CACHE_HOME") is { Length: > 0 } folder && Path.IsPathRooted(folder) ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "security-responder-feed");

    private string Update(SourceDownloader http, SourceAddress address, CachedSource? cached, string file)
    {
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            var known = cached is null ? null : new Validators(cached.ETag, cached.LastModified);
            switch (http.DownloadAsync(address, known, temporary).GetAwaiter().GetResult())
            {
                case DownloadOutcome.Downloaded downloaded:
                    Store(address, downloaded, temporary, file);
                    return downloaded.Sha256;
                case DownloadOutcome.NotModified when cached is not null: return cached.Sha256;
                case DownloadOutcome.Failed failed: throw InvalidSourceException.Of(address.Display, failed.Reason);
                default: throw InvalidSourceException.Of(address.Display, "the server answered 304 to a request without conditions");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw InvalidSourceException.Of(folder, "the cache cannot be written; --cache names another folder");
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    // A crash between the two moves leaves a digest that does not match: the file is then fetched anew.
    private static void Store(SourceAddress address, DownloadOutcome.Downloaded downloaded, string temporary, string file)
    {
        File.Move(temporary, file, overwrite: true);
        var (tag, date) = downloaded.Validators;
        File.WriteAllBytes(temporary, new CachedSource(address.Display, tag, date, downloaded.Sha256).ToBytes());
        File.Move(temporary, CachedSource.PathOf(file), overwrite: true);
    }
}

/// <summary>A file in the cache.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Sha256">Its digest, 64 hexadecimal digits.</param>
internal sealed record CachedFile(string Path, string Sha256);
