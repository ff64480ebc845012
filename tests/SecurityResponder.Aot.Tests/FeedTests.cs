using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests;

/// <summary>Memory for a large feed.</summary>
public sealed class FeedTests
{
    private const long MaxPeak = 20 << 20;
    private const int Runs = 5;

    [Fact]
    public async Task A_feed_of_200_releases_and_2_000_advisories_is_evaluated_within_20_MiB()
    {
        using var folder = new TestFolder();
        var feed = folder.Write("feed.json", GeneratedFeed.Of(releases: 200, advisories: 2_000));

        (await NativeClient.RunAsync("--cluster-dump", Published.SampleDump, "--feed", feed)).Succeeded();
        List<long> peaks = [];
        while (peaks.Count < Runs)
        {
            string[] arguments = ["--cluster-dump", Published.SampleDump, "--feed", feed];
            peaks.Add(await NativeClient.PeakMemoryAsync(new Dictionary<string, string>(), arguments));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", peaks.Select(peak => peak >> 10)) + " KiB");
        Assert.InRange(peaks.Min(), 1, MaxPeak);
    }
}
