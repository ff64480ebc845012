using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Tests;

/// <summary>Feeds that tests start from.</summary>
internal static class Feeds
{
    public const string One = """{"versions":[{"name":"v1.34.1+rke2r1"}],"requestIntervalInMinutes":1}""";

    public const string Two = """{"versions":[{"name":"v1.34.1+rke2r1"},{"name":"v1.34.2+rke2r1"}],"requestIntervalInMinutes":2}""";

    public const string Bad = """{"versions":[{"name":"v1.34.1+rke2r1"},{"tags":"latest"}]}""";

    public static FeedDocument Read(string file) =>
        Assert.IsType<FeedReadResult.Readable>(new FeedFile(file, TimeProvider.System).Read()).Document;
}
