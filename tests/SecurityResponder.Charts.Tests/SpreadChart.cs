namespace SecurityResponder.Charts.Tests;

/// <summary>
/// A chart made for one test around the very template of the real chart that spreads the schedule,
/// so that one run of Helm spreads many UIDs.
/// </summary>
internal sealed class SpreadChart : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("spread-chart-");

    public SpreadChart()
    {
        var templates = _directory.CreateSubdirectory("templates").FullName;
        File.Copy(Path.Combine(Helm.Chart, "templates", "_helpers.tpl"), Path.Combine(templates, "_helpers.tpl"));
        File.WriteAllText(Path.Combine(_directory.FullName, "Chart.yaml"), "{apiVersion: v2, name: spread, version: 0.0.1}\n");
        File.WriteAllText(Path.Combine(templates, "all.yaml"), """
            schedules:
            {{- range .Files.Lines "uids.txt" }}
            - {{ include "rke2-security-responder.spread" . }}
            {{- end }}
            """);
    }

    /// <summary>The schedule of each UID, in order.</summary>
    public async Task<IReadOnlyList<string>> SpreadAsync(IEnumerable<string> uids)
    {
        await File.WriteAllLinesAsync(Path.Combine(_directory.FullName, "uids.txt"), uids, TestContext.Current.CancellationToken);
        var run = await Helm.AcceptedAsync(["template", "spread", _directory.FullName]);
        return [.. run.Output.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..])];
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
