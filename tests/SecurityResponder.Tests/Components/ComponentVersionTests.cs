using CsCheck;
using SecurityResponder.Components;

namespace SecurityResponder.Tests.Components;

public sealed class ComponentVersionTests
{
    private static readonly Gen<string> Written =
        from minor in Gen.Int[0, 2]
        from patch in Gen.Int[0, 1]
        from suffix in Gen.OneOf("", "-k3s1", "-k3s2", "-K3S2", "-k3s2.32", "-hardened2", "-build20260819", "-rc.1", "-rc1", "-rc10",
            "-beta.0", "-rc.1-k3s1", "-0.20200122160610-2fc03cc11c77", "+rke2r1", "+incompatible", "-rke2r1-build20240912", "--0",
            "-alpha.99999999999")
        select $"v3.{minor}.{patch}{suffix}";

    [Theory]
    [InlineData("v2.2.6", "v2.2.6-k3s1")]
    [InlineData("v2.2.6-k3s1", "v2.2.6-k3s2")]
    [InlineData("v2.2.6-k3s2", "v2.2.6-k3s10")]
    [InlineData("v2.2.6-k3s9", "v2.2.7")]
    [InlineData("v2.0.5-k3s1.32", "v2.0.5-k3s2")]
    [InlineData("v2.0.5", "v2.0.5-k3s1.32")]
    [InlineData("v2.0.5-k3s1.x", "v2.0.5")]
    [InlineData("v1.14.5", "v1.14.5-hardened2")]
    [InlineData("v1.15.1", "v1.15.1-prime7")]
    [InlineData("v3.32.1", "v3.32.1-build20260819")]
    [InlineData("v1.31.1", "v1.31.1-rke2r1-build20240912")]
    [InlineData("v1.36.0-rc.1", "v1.36.0")]
    [InlineData("v1.36.0-beta.0", "v1.36.0-rc.1")]
    [InlineData("v1.36.0-alpha1", "v1.36.0")]
    [InlineData("v3.7.0-ea.1", "v3.7.0")]
    [InlineData("v3.6.0-rc.1", "v3.6.0-rc.1-k3s1")]
    [InlineData("v3.6.0-rc.1-k3s1", "v3.6.0")]
    [InlineData("1.0.1-0.20211012131345-9c444070ec7b", "1.0.1")]
    [InlineData("1.11.0-cni-plugin.0.20260417001138-cd73bc2cea0f", "1.11.0")]
    [InlineData("v1.2.3-0a1", "v1.2.3")]
    [InlineData("v1.2.3-1", "v1.2.3--a")]
    [InlineData("v1.0.0", "v1.0.0-build123456789012345678")]
    [InlineData("v1.0.0-build1234567890123456789", "v1.0.0")]
    public void The_first_comes_before_the_second(string older, string newer)
    {
        Assert.True(Parsed(older) < Parsed(newer));
        Assert.True(Parsed(newer) > Parsed(older));
    }

    [Theory]
    [InlineData("1.2", "1.2.0")]
    [InlineData("v3", "3.0.0")]
    public void Missing_numbers_are_0(string text, string version) => Assert.Equal(Parsed(version), Parsed(text));

    [Theory]
    [InlineData("0.35.7", "1.35.7")]
    [InlineData("0.0.7", "0.0.7")]
    [InlineData("1.35.7", "1.35.7")]
    public void A_staging_module_has_the_minor_of_its_Kubernetes(string staging, string version) =>
        Assert.Equal(Parsed(version), Parsed(staging).AsKubernetes());

    [Theory]
    [InlineData("v2.2.6-k3s1", "2.2.6", 0)]
    [InlineData("v1.27.15+rke2r1", "1.27.15", 0)]
    [InlineData("v1.27.15+rke2r3", "1.27.15", 0)]
    [InlineData("v1.27.15+rke2r1", "1.27.15+rke2r2", -1)]
    [InlineData("v1.27.15+rke2r3", "1.27.15+rke2r2", 1)]
    [InlineData("v2.2.5-k3s2", "2.2.6", -1)]
    [InlineData("v3.3.25+incompatible", "3.3.25", 0)]
    [InlineData("v1.0.0", "1", 0)]
    public void A_bound_without_a_suffix_speaks_of_every_rebuild(string version, string bound, int order) =>
        Assert.Equal(order, Math.Sign(Parsed(version).CompareToBound(Parsed(bound))));

    [Theory]
    [InlineData("v1.2.3-k3s1", "1.2.3-k3s1")]
    [InlineData("v1.2.3+a-b2", "v1.2.3")]
    [InlineData("v1.2.3+0b2", "v1.2.3")]
    public void Equal_versions_are_neither_older_nor_newer(string one, string other)
    {
        Assert.False(Parsed(one) < Parsed(other));
        Assert.False(Parsed(one) > Parsed(other));
        Assert.True(Parsed(one) <= Parsed(other));
    }

    [Fact]
    public void No_text_makes_parsing_fail() => Gen.String.Sample(text => { ComponentVersion.TryParse(text); });

    [Fact]
    public void The_order_is_total_and_agrees_with_equality() => Gen.Select(Written, Written, Written).Sample((first, second, third) =>
    {
        var (a, b, c) = (Parsed(first), Parsed(second), Parsed(third));
        Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
        Assert.Equal(a.CompareTo(b) == 0, a.Equals(b));
        if (a.Equals(b))
        {
            Assert.Equal(a.GetHashCode(), b.GetHashCode());
        }

        if (a <= b && b <= c)
        {
            Assert.True(a <= c);
        }
    });

    private static ComponentVersion Parsed(string text) => ComponentVersion.TryParse(text) ?? throw new ArgumentException(text);
}
