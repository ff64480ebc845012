using SecurityResponder.Client.Printing;
using SecurityResponder.Client.Settings;
using SecurityResponder.Tests;

namespace SecurityResponder.Client.Tests.Printing;

/// <summary>The whole text of every format. <c>UPDATE_DOCS=1</c> writes the files anew: read the difference before you commit it.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("cluster", nameof(OutputFormat.Text))]
    [InlineData("cluster", nameof(OutputFormat.Wide))]
    [InlineData("cluster", nameof(OutputFormat.Json))]
    [InlineData("cluster", nameof(OutputFormat.Yaml))]
    [InlineData("cluster", nameof(OutputFormat.Markdown))]
    [InlineData("release", nameof(OutputFormat.Text))]
    [InlineData("release", nameof(OutputFormat.Json))]
    [InlineData("comparison", nameof(OutputFormat.Text))]
    [InlineData("comparison", nameof(OutputFormat.Wide))]
    [InlineData("comparison", nameof(OutputFormat.Json))]
    [InlineData("comparison", nameof(OutputFormat.Yaml))]
    [InlineData("comparison", nameof(OutputFormat.Markdown))]
    public void A_result_is_printed_as_in_its_file(string result, string format) =>
        AssertFile($"{result}.{format.ToLowerInvariant()}.txt", Printed.Text(Named(result), Enum.Parse<OutputFormat>(format)));

    [Fact]
    public void The_plans_are_printed_as_in_their_file() =>
        AssertFile("cluster.plans.txt", UpgradePlans.Of(Printed.ClusterResult, new PlanOptions()));

    private static Result Named(string name) => name switch
    {
        "cluster" => Printed.ClusterResult,
        "release" => Printed.ReleaseResult,
        _ => Printed.Comparison,
    };

    private static void AssertFile(string name, string actual)
    {
        var path = MarkedSection.PathOf($"tests/SecurityResponder.Client.Tests/Printing/golden/{name}");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, actual);
        }
        else
        {
            Assert.Equal(File.ReadAllText(path), actual);
        }
    }
}
