using System.Globalization;
using SecurityResponder.Feeds;

namespace SecurityResponder.Tests.Feeds;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("0002-01-01T00:00:00Z")]
    [InlineData("2024-02-29T23:59:59Z")]
    [InlineData("2026-11-30T10:20:30Z")]
    [InlineData("9999-12-31T00:00:00Z")]
    public void A_time_is_what_the_framework_reads(string text) =>
        Assert.Equal(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture), Rfc3339.TryParseUtc(text));

    [Theory]
    [InlineData("")]
    [InlineData("0001-01-01T00:00:00Z")] // Go's zero time
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-01-00T00:00:00Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-01-01T24:00:00Z")]
    [InlineData("2026-01-01T00:60:00Z")]
    [InlineData("2026-01-01T00:00:60Z")]
    [InlineData("2026-01-01 00:00:00Z")]
    [InlineData("2026-01-01T00:00:00z")]
    [InlineData("2026-01-01T00:00:00Z ")]
    [InlineData("2026-01-01T00:00:00.5Z")]
    [InlineData("2026-01-01T00:00:0٣Z")] // a digit, but not of ASCII
    [InlineData("2026-01-01T00:00:00+00:00")]
    [InlineData("2026-01-01")]
    public void Every_other_form_is_left_to_the_framework(string text) => Assert.Null(Rfc3339.TryParseUtc(text));

    [Fact]
    public void Every_second_of_some_days_is_what_the_framework_reads()
    {
        foreach (var day in new[] { "1999-12-31", "2000-02-29", "2026-06-15" })
        {
            for (var second = 0; second < 86_400; second += 37)
            {
                var text = $"{day}T{TimeSpan.FromSeconds(second):hh\\:mm\\:ss}Z";

                Assert.Equal(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture), Rfc3339.TryParseUtc(text));
            }
        }
    }

    [Theory]
    [InlineData("2026-01-01T02:00:00+02:00", "2026-01-01T00:00:00Z")]
    [InlineData("2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.5Z")]
    [InlineData("2026-01-01", "2026-01-01T00:00:00Z")]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", null)]
    [InlineData("2026-02-30T00:00:00Z", null)]
    [InlineData("yesterday", null)]
    [InlineData(null, null)]
    public void An_instant_is_read_in_every_form(string? text, string? expected) =>
        Assert.Equal(
            expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), ValueParser.Instant(text));
}
