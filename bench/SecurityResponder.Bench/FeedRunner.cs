using System.Diagnostics;
using SecurityResponder.Fakes;

namespace SecurityResponder.Bench;

/// <summary>Measures feed mode on the sample cluster: a large feed compared with a small one.</summary>
internal static class FeedRunner
{
    /// <summary>Releases of the large feed.</summary>
    public const int Releases = 300;

    /// <summary>Advisories of the large feed.</summary>
    public const int Advisories = 3_000;

    private const string Dump = "samples/cluster-dump.txt";
    private const string SmallFeed = "samples/feed.json";

    /// <summary>Measures both feeds.</summary>
    public static async Task<FeedResult> RunAsync(BenchOptions options)
    {
        Console.Error.WriteLine("feed of 3,000 advisories …");
        using var folder = new TestFolder();
        var text = GeneratedFeed.Of(Releases, Advisories);
        var large = await SamplesAsync(options, folder.Write("feed.json", text));
        return new(text.Length, large, await SamplesAsync(options, SmallFeed));
    }

    private static async Task<IReadOnlyList<Sample>> SamplesAsync(BenchOptions options, string feed)
    {
        string[] arguments = ["--cluster-dump", Path.GetFullPath(Dump), "--feed", Path.GetFullPath(feed)];
        await CheckAsync(options, arguments);
        var samples = new List<Sample>();
        for (var run = 0; run < options.Runs; run++)
        {
            samples.Add(await Measurement.RunAsync(options.ClientFile, arguments, new Dictionary<string, string>()));
        }

        return samples;
    }

    // The client exits with 0 when it rejects a feed; without this check such a run would look fast.
    private static async Task CheckAsync(BenchOptions options, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.GetFullPath(options.ClientFile), arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var log = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (!log.Contains("feed read", StringComparison.Ordinal))
        {
            throw new BenchException($"the feed was not read; nothing was measured: {log}");
        }
    }
}

/// <summary>The measurements of feed mode.</summary>
/// <param name="Bytes">The size of the large feed.</param>
/// <param name="Large">Runs with it.</param>
/// <param name="Small">Runs with the sample feed.</param>
internal sealed record FeedResult(int Bytes, IReadOnlyList<Sample> Large, IReadOnlyList<Sample> Small)
{
    private const double PeakRssMib = 32;
    private const double MaxCpuSeconds = 0.06;

    /// <summary>CPU seconds for reading and evaluating the large feed: its median minus the median of the sample feed.</summary>
    public double CpuSeconds => Median(Large, sample => sample.CpuSeconds) - Median(Small, sample => sample.CpuSeconds);

    /// <summary>Peak memory with the large feed.</summary>
    public double RssMib => Median(Large, sample => sample.PeakRssKib / 1024.0);

    /// <summary>Prints a limit that is exceeded; returns 0 when none is, otherwise 1.</summary>
    public int Print()
    {
        if (RssMib < PeakRssMib && CpuSeconds < MaxCpuSeconds)
        {
            return 0;
        }

        Console.Error.WriteLine(FormattableString.Invariant(
            $"feed: peak RSS {RssMib:F1} MiB, limit {PeakRssMib} MiB; CPU {CpuSeconds:F3} s, limit {MaxCpuSeconds} s"));
        return 1;
    }

    private static double Median(IReadOnlyList<Sample> samples, Func<Sample, double> figure) =>
        samples.Select(figure).Order().ElementAt(samples.Count / 2);
}
