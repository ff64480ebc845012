using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Charts.Tests;

public sealed partial class DocumentationTests
{
    [Theory]
    [InlineData("rke2-security-responder")]
    [InlineData("rke2-security-responder-server")]
    public async Task The_README_lists_every_value_with_its_default(string chart)
    {
        var values = Leaves("", Manifest.Parse(await ReadAsync(chart, "values.yaml")).Single().Node);
        var readme = Row().Matches(await ReadAsync(chart, "README.md"))
            .Select(row => $"{row.Groups["name"]} = {row.Groups["value"].Value.Trim('"')}");

        Assert.Equal(values.Where(IsUsed).Order(), readme.Order());
    }

    [Theory]
    [InlineData("mode=minimal", "\"0 */8 * * *\" and reports to https://security-responder.rke2.io/v1/check in mode minimal")]
    [InlineData("check.disabled=true", "sends no report and makes no request")]
    public async Task The_notes_after_an_install_tell_what_will_leave_the_cluster(string setting, string told)
    {
        var run = await Helm.AcceptedAsync(["install", "any", Helm.Chart, "--dry-run=client", "--set", setting]);

        Assert.Contains(told, run.Output, StringComparison.Ordinal);
    }

    // The globals that this chart accepts and ignores stand in a sentence of their own.
    private static bool IsUsed(string value) =>
        !value.StartsWith("global.", StringComparison.Ordinal) || value.Contains("systemDefaultRegistry", StringComparison.Ordinal)
        || value.StartsWith("global.prime.", StringComparison.Ordinal);

    private static IEnumerable<string> Leaves(string path, YamlNode node) => node switch
    {
        YamlMappingNode { Children.Count: > 0 } mapping => mapping.SelectMany(pair => Leaves($"{path}.{pair.Key}", pair.Value)),
        YamlMappingNode => [$"{path.TrimStart('.')} = {{}}"],
        YamlSequenceNode sequence => [$"{path.TrimStart('.')} = [{string.Join(',', sequence.Select(item => $"\"{item}\""))}]"],
        _ => [$"{path.TrimStart('.')} = {node}"],
    };

    private static Task<string> ReadAsync(string chart, string file) =>
        File.ReadAllTextAsync(Path.Combine(Helm.Repository, "charts", chart, file), TestContext.Current.CancellationToken);

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z.]+)` \| `(?<value>[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
