using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Collecting;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;

namespace SecurityResponder.Client.Tests.Advice;

/// <summary>One of the shared cases: a feed, a cluster dump and the right advice in words.</summary>
internal sealed class AdviceCase
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../../../shared/cases/advice"));
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly Cluster _cluster;
    private readonly Feed _feed;

    private AdviceCase(Cluster cluster, Feed feed) => (_cluster, _feed) = (cluster, feed);

    /// <summary>The names of all cases; empty without the shared material.</summary>
    public static IEnumerable<string> Names => Directory.Exists(Root)
        ? Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)
        : [];

    /// <summary>The advice for the cluster as it runs.</summary>
    public Assessment Running => Assessment.Of(_cluster, _feed, Now);

    /// <summary>The advice for a cluster that shows neither its nodes nor its images: the release's list decides.</summary>
    public Assessment Listed => With(feed => feed);

    /// <summary>The advice with another feed, decided by the release's list.</summary>
    public Assessment With(Func<Feed, Feed> change) =>
        Assessment.Of(_cluster with { NodeVersions = null, Workloads = RunningWorkloads.Unknown }, change(_feed), Now);

    /// <summary>Reads a case; the test is skipped without the shared material.</summary>
    public static async Task<AdviceCase> ReadAsync(string name)
    {
        var folder = Path.Combine(Root, name);
        Assert.SkipUnless(Directory.Exists(folder), $"../shared/cases/advice/{name} is not there");
        var feed = FeedBuffer.Read(await File.ReadAllBytesAsync(Path.Combine(folder, "feed.json")), out var fault);
        Assert.Null(fault);
        await using var dump = File.OpenRead(Path.Combine(folder, "dump.txt"));
        using var source = new ClusterDumpSource(dump);
        using var open = new OpenClusterSource(source, null);
        var collector = new ClusterCollector(open, NullLogger.Instance);
        return new AdviceCase(await collector.CollectAsync(TestContext.Current.CancellationToken), feed!);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
