using SecurityResponder.Feed.Fetching;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Protocol;
using SecurityResponder.Proxies;

namespace SecurityResponder.Feed.Collecting;

/// <summary>The files of all sources. It logs which of them were read. Of an address, the copy in the cache is read.</summary>
internal sealed class SourceInputs : IDisposable
{
    private readonly Action<string> _progress;
    private readonly List<SourceLog> _logs = [];
    private readonly SourceDownloader? _downloader;
    private readonly SourceCache _cache;

    /// <param name="paths">Where the sources are.</param>
    /// <param name="progress">Receives the name of each source before it is read.</param>
    public SourceInputs(SourcePaths paths, Action<string> progress)
    {
        _progress = progress;
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        _downloader = paths.IsOffline ? null : new SourceDownloader(new DownloadLimits(), roots: null, Proxy(environment));
        _cache = new SourceCache(paths.CacheFolder ?? SourceCache.DefaultFolder(environment), _downloader);
    }

    /// <summary>The sources that were read, as the feed lists them.</summary>
    public IReadOnlyList<AnswerSource> Sources => [.. _logs.SelectMany(log => log.ToAnswers())];

    /// <summary>The newest date inside the sources, UTC; null when they have none.</summary>
    public DateTimeOffset? NewestDate => _logs.Max(log => log.NewestDate);

    private static EnvironmentProxy Proxy(Func<string, string?> environment)
    {
        try
        {
            return new EnvironmentProxy(environment);
        }
        catch (FormatException exception)
        {
            throw InvalidSourceException.Of("the environment", exception.Message);
        }
    }

    /// <summary>Begins with a source.</summary>
    public SourceLog Begin(SourceName name)
    {
        var log = BeginUnlisted(name);
        _logs.Add(log);
        return log;
    }

    /// <summary>Begins with a source of which nothing enters the feed. The feed does not list it.</summary>
    public SourceLog BeginUnlisted(SourceName name)
    {
        _progress(name.Name);
        return new SourceLog(name.Name, name.Url, name.License);
    }

    /// <summary>The files of a source, in the order of the paths' names, whatever the order of the arguments.</summary>
    /// <exception cref="InvalidSourceException">The source cannot be read.</exception>
    public IEnumerable<SourceFile> Files(SourceLog log, IReadOnlyList<string> paths, string extension) =>
        InOrder(log, paths).SelectMany(path => SourceReader.Files(path, extension)).Select(file => Recorded(log, file));

    /// <summary>The files of a source, to be read one after the other, in the same order.</summary>
    /// <exception cref="InvalidSourceException">The source cannot be read.</exception>
    public IEnumerable<SourceStream> Streams(SourceLog log, IReadOnlyList<string> paths, string extension)
    {
        foreach (var stream in InOrder(log, paths).SelectMany(
            path => SourceReader.Streams(path, extension, SourceReader.MaxStreamBytes)))
        {
            yield return stream;
            log.Add(stream.Sha256);
        }
    }

    /// <summary>The only file of a source.</summary>
    /// <exception cref="InvalidSourceException">The source cannot be read, or has another number of files.</exception>
    public SourceFile One(SourceLog log, string path, string extension) =>
        Recorded(log, SourceReader.Only(Locate(log, path), extension));

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _downloader?.Dispose();

    private IEnumerable<string> InOrder(SourceLog log, IReadOnlyList<string> paths) =>
        paths.Order(StringComparer.Ordinal).Select(path => Locate(log, path));

    private string Locate(SourceLog log, string path)
    {
        if (!SourceAddress.IsAddress(path))
        {
            log.BeginLocal();
            return path;
        }

        var address = SourceAddress.Parse(path);
        var file = _cache.FileOf(address);
        log.Begin(address.Display, file.Sha256);
        return file.Path;
    }

    private static SourceFile Recorded(SourceLog log, SourceFile file)
    {
        log.Add(file.Sha256);
        return file;
    }
}
