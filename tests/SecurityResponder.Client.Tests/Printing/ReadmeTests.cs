using Microsoft.Extensions.Time.Testing;

namespace SecurityResponder.Client.Tests.Printing;

/// <summary>The result in the README is what the client prints about the sample cluster.</summary>
public sealed class ReadmeTests
{
    private const string LeftOut = "  …";

    [Fact]
    public async Task The_README_shows_lines_of_the_result_in_their_order()
    {
        var samples = Path.GetDirectoryName(ClientRun.Dump)!;
        var readme = await File.ReadAllTextAsync(Path.Combine(samples, "../README.md"), TestContext.Current.CancellationToken);
        var shown = readme.Split("```text\n")[1].Split("```")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero));

        var run = await ClientRun.OfAsync(time, "--cluster-dump", ClientRun.Dump, "--feed", Path.Combine(samples, "feed.json"));

        var rest = run.Output.Split('\n').AsEnumerable();
        Assert.All(shown.Where(line => line != LeftOut), line =>
        {
            rest = rest.SkipWhile(printed => printed != line);
            Assert.True(rest.Any(), $"The client does not print this line after the one before: {line}");
        });
    }
}
