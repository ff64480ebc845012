using System.Globalization;
using System.Text;

namespace SecurityResponder.Bench;

/// <summary>The client's section of <c>docs/benchmarks.md</c>.</summary>
internal static class ClientSection
{
    public static string Write(IReadOnlyList<CaseResult> results, FeedResult feed, MachineFacts machine, BenchOptions options)
    {
        var text = new StringBuilder();
        text.AppendLine($"Median of {options.Runs} runs, the worst in brackets. A run is a whole one: start, read, report, answer, exit.");
        text.AppendLine();
        text.AppendLine("| nodes | peak RSS, MiB | CPU (user + sys), s | wall, s |");
        text.AppendLine("| ---: | ---: | ---: | ---: |");
        foreach (var result in results)
        {
            text.AppendLine(Row(result));
        }

        text.AppendLine().AppendLine(
            """
            Nodes are about 19 KB of JSON each, over TLS, from a test API server in a process of its own on the same machine; the answer
            lists 37 releases. The environment is the image's, so OpenSSL's own trust store stays empty; "CA bundle" also loads Debian's.
            CPU includes the millisecond of GNU time, which reads the peak memory from the kernel.
            """);
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"""
            Feed mode: a feed of 200 releases and 2,000 advisories ({feed.Bytes / 1e6:F1} MB), read and evaluated,
            takes {feed.CpuSeconds:F3} s of CPU more than the sample feed, and {feed.RssMib:F1} MiB at the peak.
            """);
        text.AppendLine().AppendLine(Sizes(options));
        text.AppendLine($"Measured {machine.Date} at `{machine.Commit}` on {machine.Processor}, {machine.Cores} cores,");
        text.Append($"{machine.System}, {machine.Runtime}.");
        return text.ToString();
    }

    private static string Row(CaseResult result)
    {
        var name = result.Case.Nodes.ToString("N0", CultureInfo.InvariantCulture) + (result.Case.WithBundle ? ", CA bundle" : "");
        return $"| {name} | {Figure(result, sample => sample.PeakRssKib / 1024.0, "F1")} "
            + $"| {Figure(result, sample => sample.CpuSeconds, "F3")} | {Figure(result, sample => sample.WallSeconds, "F2")} |";
    }

    private static string Figure(CaseResult result, Func<Sample, double> figure, string format) =>
        result.Median(figure).ToString(format, CultureInfo.InvariantCulture)
        + $" ({result.Max(figure).ToString(format, CultureInfo.InvariantCulture)})";

    private static string Sizes(BenchOptions options)
    {
        var binary = $"The binary has {Megabytes(options.ClientFile)} MB";
        return options.ImageSizes is { } image ? $"{binary}, the whole image, compressed: {image}." : $"{binary}.";
    }

    private static string Megabytes(string file) =>
        (new FileInfo(file).Length / 1e6).ToString("F2", CultureInfo.InvariantCulture);
}
