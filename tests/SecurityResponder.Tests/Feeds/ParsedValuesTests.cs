using SecurityResponder.Feeds;

namespace SecurityResponder.Tests.Feeds;

public sealed class ParsedValuesTests
{
    private readonly ParsedValues _values = new();

    [Fact]
    public void A_version_is_parsed_once()
    {
        var first = _values.Version("1.2.3");

        Assert.Equal("1.2.3", first!.ToString());
        Assert.Same(first, _values.Version(string.Concat("1.2", ".3")));
        Assert.NotSame(first, _values.Version("v1.2.3"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("no vector", null)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8)]
    public void A_score_is_the_same_at_the_second_time(string? vector, double? score)
    {
        Assert.Equal(score, _values.OfVector(vector)?.Score);
        Assert.Equal(score, _values.OfVector(vector)?.Score);
    }

    [Theory]
    [InlineData(4_096, true)]
    [InlineData(4_097, false)]
    public void The_number_of_kept_values_is_limited(int number, bool isKept)
    {
        for (var i = 1; i < number; i++)
        {
            _values.Version($"1.0.{i}");
        }

        var last = _values.Version("2.0.0");
        Assert.Equal(isKept, ReferenceEquals(last, _values.Version("2.0.0")));
    }

    [Fact]
    public void The_longest_version_is_kept()
    {
        var text = "1.0.0-" + new string('a', 122);

        Assert.NotNull(_values.Version(text));
        Assert.Same(_values.Version(text), _values.Version(text));
    }
}
