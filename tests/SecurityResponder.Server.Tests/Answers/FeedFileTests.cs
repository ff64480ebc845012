using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Tests.Answers;

public sealed class FeedFileTests : IDisposable
{
    private static readonly DateTime Then = new(2026, 11, 24, 8, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_is_read_again_only_when_it_has_changed()
    {
        Write("feed.json", Feeds.One, Then);
        var file = Watched("feed.json");
        Assert.Equal(Feeds.One.Length, Read(file).Bytes.Length);
        Assert.Same(FeedReadResult.Unchanged.Instance, file.Read());

        Write("feed.json", Feeds.Two, Then.AddMinutes(1));
        Assert.Equal(2, Read(file).Feed.Releases.Count);
        // Touched, not changed.
        Write("feed.json", Feeds.Two, Then.AddMinutes(2));
        Assert.Same(FeedReadResult.Unchanged.Instance, file.Read());
    }

    [Fact]
    public void Two_changes_within_one_tick_of_the_file_system_are_both_seen()
    {
        var now = Then.AddHours(1);
        Write("feed.json", Feeds.One, now);
        var file = Watched("feed.json");
        Read(file);
        Write("feed.json", Feeds.One.Replace(".1+", ".9+", StringComparison.Ordinal), now);

        Assert.Equal("v1.34.9+rke2r1", Read(file).Feed.Releases[0].Version.ToString());
    }

    [Fact]
    public void A_ConfigMap_that_swaps_its_link_is_seen_though_the_new_file_is_older()
    {
        Directory.CreateDirectory(_directory.File("..1"));
        Directory.CreateDirectory(_directory.File("..2"));
        Write("..1/feed.json", Feeds.One, Then);
        Write("..2/feed.json", Feeds.Two, Then.AddDays(-1));
        Directory.CreateSymbolicLink(_directory.File("..data"), "..1");
        File.CreateSymbolicLink(_directory.File("feed.json"), "..data/feed.json");
        var file = Watched("feed.json");
        Assert.Single(Read(file).Feed.Releases);

        Directory.Delete(_directory.File("..data"));
        Directory.CreateSymbolicLink(_directory.File("..data"), "..2");

        Assert.Equal(2, Read(file).Feed.Releases.Count);
    }

    [Fact]
    public void A_signature_that_comes_goes_or_changes_is_a_change()
    {
        Write("feed.json", Feeds.One, Then);
        var file = Watched("feed.json");
        Assert.Null(Read(file).Signature);

        Write("feed.json.sig", "signed", Then);
        Assert.Equal("signed"u8.ToArray(), Read(file).Signature);
        Write("feed.json.sig", "sealed", Then.AddMinutes(1));
        Assert.Equal("sealed"u8.ToArray(), Read(file).Signature);
        File.Delete(_directory.File("feed.json.sig"));
        Assert.Null(Read(file).Signature);
    }

    [Fact]
    public void A_bad_feed_is_refused_once_and_a_missing_one_at_every_look()
    {
        Write("feed.json", Feeds.Bad, Then);
        var file = Watched("feed.json");
        Assert.Equal(new FeedReadResult.Refused("$.versions[1].tags: expected a list"), file.Read());
        Assert.Same(FeedReadResult.Unchanged.Instance, file.Read());

        File.Delete(_directory.File("feed.json"));
        Assert.IsType<FeedReadResult.Refused>(file.Read());
        Assert.IsType<FeedReadResult.Refused>(file.Read());
    }

    private FeedFile Watched(string name) => new(_directory.File(name), new FakeTimeProvider(new DateTimeOffset(Then.AddHours(1))));

    private static FeedDocument Read(FeedFile file) => Assert.IsType<FeedReadResult.Readable>(file.Read()).Document;

    private void Write(string name, string text, DateTime changedAt)
    {
        File.WriteAllText(_directory.File(name), text);
        File.SetLastWriteTimeUtc(_directory.File(name), changedAt);
    }
}
