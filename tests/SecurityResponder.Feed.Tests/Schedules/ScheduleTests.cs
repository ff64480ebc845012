using System.Text;
using SecurityResponder.Feed.Schedules;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Tests.Schedules;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("schedules:\n- release: 1.27\n  endOfLifeDate: 2024-06-28")]
    [InlineData("branches:\n- {release: \"1.27\", endOfLifeDate: \"2024-06-28\"}")]
    public void Both_files_of_kubernetes_are_read(string text)
    {
        var days = SupportSchedule.Read(File(text));

        Assert.True(MinorVersion.TryParse("1.27", out var minor));
        Assert.Equal(new DateOnly(2024, 6, 28), days[minor]);
    }

    [Theory]
    [InlineData("schedules:\n- release: 1.27\n  endOfLifeDate: soon", "file.yaml:3: expected a date such as 2026-11-24")]
    [InlineData("schedules:\n- endOfLifeDate: 2024-06-28", "file.yaml:2: expected a value for release")]
    [InlineData("schedules: [", "file.yaml:2: expected well-formed YAML")]
    [InlineData("a: 1", "file.yaml:1: expected a list named schedules or branches")]
    public void A_fault_names_file_line_and_what_was_expected(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidSourceException>(() => SupportSchedule.Read(File(text))).Message);

    [Fact]
    public void A_deep_document_is_refused()
    {
        var text = "schedules: " + new string('[', 100_000);

        Assert.Contains("at most 32 levels", Assert.Throws<InvalidSourceException>(() => SupportSchedule.Read(File(text))).Message);
    }

    [Fact]
    public void A_release_that_its_channel_excludes_is_withdrawn()
    {
        var channels = Channels.Read(File("""
            channels:
            - name: latest
              latestRegexp: .*
              excludeRegexp: (^[^+]+-|v1\.25\.5\+rke2r1)
            - name: v1.24
              excludeRegexp: (^[^+]+-|v1\.24\.9\+rke2r1)
            """));

        Assert.True(channels.IsWithdrawn(Version("v1.25.5+rke2r1")));
        Assert.True(channels.IsWithdrawn(Version("v1.24.9+rke2r1")));
        Assert.False(channels.IsWithdrawn(Version("v1.25.6+rke2r1")));
        Assert.False(channels.IsWithdrawn(Version("v1.26.0-rc1+rke2r1")));
    }

    [Fact]
    public void Tags_are_the_channels_that_offer_a_release()
    {
        var channels = Channels.Read(File("channels:\n- {name: stable, latest: v1.34.2+rke2r1}\n- {name: latest, latestRegexp: .*}"));

        Assert.Equal(["stable"], channels.TagsOf(Version("v1.34.2+rke2r1"), Version("v1.35.0+rke2r1")));
        Assert.Equal(["latest"], channels.TagsOf(Version("v1.35.0+rke2r1"), Version("v1.35.0+rke2r1")));
    }

    [Fact]
    public void An_expression_that_could_take_forever_is_refused() => Assert.Equal(
        "file.yaml:2: expected a regular expression as Go has them",
        Assert.Throws<InvalidSourceException>(() => Channels.Read(File("channels:\n- {name: latest, excludeRegexp: '(?=a)b'}"))).Message);

    private static ReleaseVersion Version(string text) => ReleaseVersion.TryParse(text)!;

    private static SourceFile File(string text) => new("file.yaml", Encoding.UTF8.GetBytes(text));
}
