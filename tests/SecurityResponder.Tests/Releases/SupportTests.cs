using SecurityResponder.Releases;

namespace SecurityResponder.Tests.Releases;

public sealed class SupportTests
{
    private static readonly DateOnly LastDay = new(2026, 2, 28);

    [Theory]
    [InlineData("2026-02-28T23:59:59Z")]
    [InlineData("2026-03-01T00:30:00+01:00")]
    public void The_last_day_by_UTC_is_still_supported(string now) =>
        Assert.Equal(new Support.Supported(LastDay), Support.Of(LastDay, DateTimeOffset.Parse(now)));

    [Fact]
    public void The_day_after_it_support_has_ended() =>
        Assert.Equal(new Support.EndOfLife(LastDay), Support.Of(LastDay, DateTimeOffset.Parse("2026-03-01T00:00:00Z")));

    [Fact]
    public void Without_a_day_it_is_unknown() => Assert.IsType<Support.Unknown>(Support.Of(null, Given.Now));

    [Theory]
    [InlineData("1.35", true)]
    [InlineData("v1.35", true)]
    [InlineData("1.35.7", false)]
    [InlineData("1.", false)]
    [InlineData("1", false)]
    [InlineData("1.-3", false)]
    [InlineData("1.2147483647", false)]
    [InlineData(null, false)]
    public void A_minor_is_two_numbers(string? text, bool isMinor) => Assert.Equal(isMinor, MinorVersion.TryParse(text, out _));
}
