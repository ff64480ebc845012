using SecurityResponder.Releases;

namespace SecurityResponder.Tests.Releases;

public sealed class MinorVersionTests
{
    [Theory]
    [InlineData(1, 34, -1)]
    [InlineData(1, 35, 0)]
    [InlineData(1, 36, 1)]
    [InlineData(2, 0, 1)]
    public void Minors_are_ordered_by_both_numbers(int major, int minor, int order)
    {
        var (one, other) = (new MinorVersion(major, minor), new MinorVersion(1, 35));

        Assert.Equal(order, Math.Sign(one.CompareTo(other)));
        Assert.Equal(order < 0, one < other);
        Assert.Equal(order > 0, one > other);
        Assert.Equal(order <= 0, one <= other);
        Assert.Equal(order >= 0, one >= other);
    }
}
