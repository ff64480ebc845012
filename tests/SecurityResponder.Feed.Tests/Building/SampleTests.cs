namespace SecurityResponder.Feed.Tests.Building;

/// <summary>The feed in <c>samples</c>.</summary>
public sealed class SampleTests
{
    // UPDATE_DOCS=1 writes the sample again.
    [Fact]
    public void The_sample_feed_is_made_by_the_tool()
    {
        using var folder = new TemporaryFolder();
        var made = folder.At("feed.json");
        var run = Run.Of([
            "build", .. SharedData.Sources, "--affecting-only", "--date", "2026-11-24T06:00:00Z", "--out", made]);
        Assert.True(run.ExitCode == 0, run.Error);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.Copy(made, SharedData.Repository("samples/feed.json"), overwrite: true);
        }

        Assert.Equal(File.ReadAllText(SharedData.Repository("samples/feed.json")), File.ReadAllText(made));
    }

    [Fact]
    public void It_has_no_errors()
    {
        var run = Run.Of(["check", SharedData.Repository("samples/feed.json"), .. SharedData.Sources]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }
}
