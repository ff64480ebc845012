namespace SecurityResponder.Charts.Tests;

public sealed class DocumentationTests
{
    [Theory]
    [InlineData("rke2-security-responder")]
    [InlineData("rke2-security-responder-server")]
    public async Task The_README_is_made_from_the_comments_in_values_yaml(string chart)
    {
        var readme = HelmDocs.Readme(await ReadAsync(chart, "README.md.gotmpl"), await ReadAsync(chart, "values.yaml"));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(PathOf(chart, "README.md"), readme, TestContext.Current.CancellationToken);
        }

        Assert.True(
            await ReadAsync(chart, "README.md") == readme,
            $"charts/{chart}/README.md differs from README.md.gotmpl and values.yaml; `make docs` rewrites it");
    }

    [Theory]
    [InlineData("rke2-security-responder")]
    [InlineData("rke2-security-responder-server")]
    public async Task Every_value_has_a_description(string chart) => Assert.All(
        HelmDocs.Values(await ReadAsync(chart, "values.yaml")),
        value => Assert.True(value.Description.EndsWith('.'), $"{value.Key}: \"{value.Description}\""));

    [Fact]
    public void A_table_has_the_format_of_helm_docs() => Assert.Equal(
        """
        # a

        | Key | Type | Default | Description |
        |-----|------|---------|-------------|
        | a.b | list | `[443,"x"]` | Two lines. |
        | a.c | object | `{}` |  |
        | d | string | `"0 */8 * * *"` | When <it> runs. |
        | e | bool | `false` | A switch. |
        | f | int | `3` | A number. |
        """,
        HelmDocs.Readme("# a\n\n{{ template \"chart.valuesTable\" . }}", """
            # -- A number.
            f: 3
            # not this
            # -- A switch.
            e: false
            # -- When <it> runs.
            d: "0 */8 * * *"
            a:
              # not a description
              c: {}
              # -- Two
              # lines.
              b: [443, x]
            """));

    private static string PathOf(string chart, string file) => Path.Combine(Helm.Repository, "charts", chart, file);

    private static Task<string> ReadAsync(string chart, string file) =>
        File.ReadAllTextAsync(PathOf(chart, file), TestContext.Current.CancellationToken);
}
