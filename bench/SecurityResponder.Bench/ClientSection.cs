using System.Globalization;
using System.Text;

namespace SecurityResponder.Bench;

/// <summary>The client's section of <c>docs/benchmarks.md</c>.</summary>
internal static class ClientSection
{
    public static string Write(IReadOnlyList<CaseResult> results, FeedResult feed, MachineFacts machine, BenchOptions options)
    {
        var text = new StringBuilder();
        text.Append($"Median of {options.Runs} runs, maximum in parentheses. ");
        text.AppendLine("One run is the whole program: start, read the cluster, report, evaluate the answer, exit.");
        text.AppendLine();
        text.AppendLine("| nodes | peak RSS, MiB | CPU (user + sys), s | wall, s |");
        text.AppendLine("| ---: | ---: | ---: | ---: |");
        foreach (var result in results)
        {
            text.AppendLine(Row(result));
        }

        text.AppendLine().AppendLine(
            """
            A node is about 19 KB of JSON. The client reads the nodes over TLS from a test API server, a separate process on the same
            machine. The answer lists 37 releases. The environment is that of the image, so OpenSSL's own trust store stays empty;
            "CA bundle" also loads Debian's CAs. CPU includes about one millisecond of GNU time, which reads the peak memory.
            """);
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"""
            Feed mode: reading and evaluating a feed of {FeedRunner.Releases} releases and {FeedRunner.Advisories:N0} advisories
            ({feed.Bytes / 1e6:F1} MB) takes {feed.CpuSeconds:F3} s of CPU more than the sample feed, with a peak RSS of {feed.RssMib:F1} MiB.
            """);
        text.AppendLine().AppendLine(Sizes(options));
        text.AppendLine($"Measured {machine.Date} at `{machine.Commit}` on {machine.Processor}, {machine.Cores} cores,");
        text.Append($"{machine.System}, {machine.Runtime}.");
        return text.ToString();
    }

    private static string Row(CaseResult result)
    {
        return $"| {result.Case.Name} | {Figure(result, sample => sample.PeakRssKib / 1024.0, "F1")} "
            + $"| {Figure(result, sample => sample.CpuSeconds, "F3")} | {Figure(result, sample => sample.WallSeconds, "F2")} |";
    }

    private static string Figure(CaseResult result, Func<Sample, double> figure, string format) =>
        result.Median(figure).ToString(format, CultureInfo.InvariantCulture)
        + $" ({result.Max(figure).ToString(format, CultureInfo.InvariantCulture)})";

    private static string Sizes(BenchOptions options)
    {
        var binary = $"Size of the binary: {Megabytes(options.ClientFile)} MB";
        return options.ImageSizes is { } image ? $"{binary}. Size of the image, compressed: {image}." : $"{binary}.";
    }

    private static string Megabytes(string file) =>
        (new FileInfo(file).Length / 1e6).ToString("F2", CultureInfo.InvariantCulture);
}
