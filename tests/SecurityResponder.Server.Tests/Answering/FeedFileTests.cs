using SecurityResponder.Server.Answering;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Tests.Answering;

public sealed class FeedFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("", "$: expected a JSON object, found nothing")]
    [InlineData("{}", "$.versions: expected a list of releases")]
    [InlineData("""{"versions":[{"name":"v1.34.1+rke2r1"},{"tags":"latest"}]}""", "$.versions[1].tags: expected a list")]
    public void A_feed_that_is_none_is_refused_by_file_and_place(string json, string reason)
    {
        File.WriteAllText(_directory.File("feed.json"), json);
        var refused = Assert.Throws<BadSettingsException>(() => FeedFile.Read(_directory.File("feed.json")));

        Assert.Equal($"feed {_directory.File("feed.json")}: {reason}", refused.Message);
    }

    [Fact]
    public void A_feed_that_is_missing_is_refused_by_file()
    {
        var refused = Assert.Throws<BadSettingsException>(() => FeedFile.Read(_directory.File("none.json")));

        Assert.StartsWith($"feed {_directory.File("none.json")}: ", refused.Message);
    }
}
