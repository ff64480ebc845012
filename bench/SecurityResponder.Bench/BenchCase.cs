using System.Globalization;

namespace SecurityResponder.Bench;

/// <summary>One row of the table.</summary>
/// <param name="Nodes">Nodes in the cluster.</param>
/// <param name="WithBundle">Whether the client also loads the system's CA bundle, as it must for a public responder.</param>
/// <param name="Versions">How many versions of kubelet and containerd the nodes run.</param>
internal sealed record BenchCase(int Nodes, bool WithBundle = false, int Versions = 1)
{
    /// <summary>The first cell of the row, for example <c>5,000, 60 versions</c>.</summary>
    public string Name =>
        Nodes.ToString("N0", CultureInfo.InvariantCulture)
        + (WithBundle ? ", CA bundle" : "")
        + (Versions > 1 ? $", {Versions} versions" : "");

    /// <summary>Debian's bundle; the case that needs it is left out where it is absent.</summary>
    public const string Bundle = "/etc/ssl/certs/ca-certificates.crt";

    public static IEnumerable<BenchCase> All =>
        new BenchCase[] { new(3), new(3, WithBundle: true), new(1000), new(5000), new(5000, Versions: 60), new(5000, WithBundle: true) }
            .Where(item => !item.WithBundle || File.Exists(Bundle));
}

/// <summary>The measurements of one run of the client.</summary>
/// <param name="PeakRssKib">Peak resident memory, in KiB.</param>
/// <param name="CpuSeconds">User and system CPU, in seconds.</param>
/// <param name="WallSeconds">From start to exit, in seconds.</param>
internal sealed record Sample(long PeakRssKib, double CpuSeconds, double WallSeconds);

/// <summary>The samples of one case.</summary>
internal sealed record CaseResult(BenchCase Case, IReadOnlyList<Sample> Samples)
{
    public double Median(Func<Sample, double> figure) => Samples.Select(figure).Order().ElementAt(Samples.Count / 2);

    public double Max(Func<Sample, double> figure) => Samples.Max(figure);
}
