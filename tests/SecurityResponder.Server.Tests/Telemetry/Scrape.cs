using System.Globalization;
using System.Text.RegularExpressions;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Server.Tests.Telemetry;

/// <summary>What <c>/metrics</c> says, read as Prometheus reads its text format.</summary>
internal sealed partial class Scrape
{
    private readonly List<(string Name, string Labels, double Value)> _samples = [];

    private Scrape(string text)
    {
        Text = text;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var match = Sample().Match(line);
            Assert.True(match.Success, line);
            _samples.Add((match.Groups["name"].Value, match.Groups["labels"].Value,
                double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)));
        }
    }

    public string Text { get; }

    public IReadOnlyCollection<string> Names => _samples.Select(sample => sample.Name).ToHashSet();

    public static async Task<Scrape> OfAsync(RunningResponder responder)
    {
        using var client = responder.Client();
        return await OfAsync(client);
    }

    public static async Task<Scrape> OfAsync(HttpClient operators) =>
        new(await operators.GetStringAsync("/metrics", TestContext.Current.CancellationToken));

    /// <summary>The sum of the samples of a name that have all of these labels, e.g. <c>http_route="/v1/check"</c>.</summary>
    public double Sum(string name, params string[] labels) =>
        _samples.Where(sample => sample.Name == name && labels.All(label => sample.Labels.Contains(label, StringComparison.Ordinal)))
            .Sum(sample => sample.Value);

    [GeneratedRegex(
        """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*",?)*)\})?"""
        + """ (?<value>[-+0-9.eE]+|NaN|[+-]Inf)( [0-9.]+)?$""")]
    private static partial Regex Sample();
}
