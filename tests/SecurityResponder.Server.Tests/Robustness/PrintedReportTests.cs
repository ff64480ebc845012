namespace SecurityResponder.Server.Tests.Robustness;

/// <summary>Text from outside in what the program prints. At first, <c>reports</c> printed marks that reverse the direction of
/// text.</summary>
public sealed class PrintedReportTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Printed_reports_have_no_character_that_changes_the_direction_of_text()
    {
        const string Report = """{"appVersion":"v1.34.1","extraTagInfo":{"os":"SLE \u202e1.6\u202c\u200b","arch":"日本"}}""";
        await using (var responder = await RunningResponder.StartAsync(_data.Path))
        {
            (await responder.CheckAsync(Report)).EnsureSuccessStatusCode().Dispose();
        }

        var (exitCode, output, _) = await ServerProcess.RunAsync("reports", "--data", _data.Path);

        Assert.Equal(0, exitCode);
        Assert.Contains("""
            "os":"SLE \u202e1.6\u202c\u200b"
            """, output, StringComparison.Ordinal);
        Assert.Contains("日本", output, StringComparison.Ordinal);
    }
}
