using System.Text;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Fuzz;

/// <summary>Hostile answers, API objects, dumps and feeds for the published client in the 32 MiB of its chart.</summary>
public sealed class ClientFuzzTests
{
    private const int ChartMegabytes = 32;

    private static readonly string Feed = File.ReadAllText(Published.SampleFeed);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_answer_and_no_API_object_breaks_a_run()
    {
        Dictionary<string, string> valid = await FuzzedCluster.ValidAnswersAsync();
        valid["/v1/check"] = Feed;
        Assert.InRange(valid.Count, 8, 20);
        await Fuzzing.ForEachSeedAsync("answers and API objects", Fuzzing.Documents, [0, 1], () => new Worker(), async (worker, seed) =>
        {
            Random random = new(seed);
            Dictionary<string, byte[]> answers = valid.ToDictionary(answer => answer.Key, answer => Encoding.UTF8.GetBytes(answer.Value));
            // Every second run gets as far as the answer.
            foreach (string path in seed % 2 == 0 ? ["/v1/check"] : random.GetItems([.. valid.Keys], 2))
            {
                answers[path] = MutatedJson.Of(valid[path], random);
            }

            worker.Cluster.Answers = answers;
            return await worker.Program.RunAsync(Published.Client, worker.Cluster.Arguments);
        });
    }

    [Fact]
    public async Task No_dump_and_no_feed_breaks_a_run()
    {
        string dump = await File.ReadAllTextAsync(Published.SampleDump, Cancelled);
        int end = dump.IndexOf("\n}\n", StringComparison.Ordinal) + 2;
        await Fuzzing.ForEachSeedAsync("feeds and dumps", Fuzzing.Documents, [0, 1], () => new Worker(), async (worker, seed) =>
        {
            Random random = new(seed);
            string feedFile = Path.Combine(worker.Folder.Path, "feed.json"), dumpFile = Path.Combine(worker.Folder.Path, "dump.txt");
            bool isFeed = seed % 2 == 0;
            await File.WriteAllBytesAsync(feedFile, isFeed ? MutatedJson.Of(Feed, random) : Encoding.UTF8.GetBytes(Feed), Cancelled);
            byte[] objects = isFeed ? Encoding.UTF8.GetBytes(dump[..end]) : MutatedJson.Of(dump[..end], random);
            await File.WriteAllBytesAsync(dumpFile, [.. objects, .. Encoding.UTF8.GetBytes(dump[end..])], Cancelled);
            string format = random.GetItems(["text", "wide", "json", "yaml", "markdown"], 1)[0];
            return await worker.Program.RunAsync(Published.Client, "--cluster-dump", dumpFile, "--feed", feedFile, "-o", format);
        });
    }

    private sealed class Worker : IDisposable
    {
        public FuzzedCluster Cluster { get; } = new();

        public LimitedProgram Program { get; } = new(ChartMegabytes);

        public TestFolder Folder { get; } = new();

        public void Dispose()
        {
            Cluster.Dispose();
            Program.Dispose();
            Folder.Dispose();
        }
    }
}
