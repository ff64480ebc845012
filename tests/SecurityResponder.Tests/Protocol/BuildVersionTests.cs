using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

public sealed class BuildVersionTests
{
    [Theory]
    [InlineData("v1.2.3")]
    [InlineData("v1.2.3-rc1")]
    [InlineData("v1.2.3+rke2r1")]
    [InlineData("V1.2.3-RC1")]
    [InlineData("v0.1.0")]
    [InlineData("v10.20.30")]
    public void A_clean_tag_is_a_release(string version) => Assert.True(BuildVersion.IsRelease(version));

    [Theory]
    [InlineData("v1.2.3-5-gabcdef0")]
    [InlineData("v1.2.3-rc1-5-gabcdef0")]
    [InlineData("v1.2.3-dirty")]
    [InlineData("v1.2.3-DIRTY")]
    [InlineData("v1.2.3-rc1-dirty")]
    [InlineData("v1.2.3+rke2r1-5-gabcdef0")]
    [InlineData("abcdef0")]
    [InlineData("dev")]
    [InlineData("v1.2.3-dev")]
    [InlineData("v1.2.3-Dev1")]
    [InlineData("v1.2.3+test")]
    [InlineData("v1.2.3-test1")]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("1.2.3")]
    [InlineData("v1.2")]
    [InlineData("v1.2.3.4")]
    [InlineData("v1.2.x")]
    [InlineData("v1..3")]
    [InlineData("v1.2.3-")]
    [InlineData("v1.2.3+")]
    [InlineData("v1.2.3-5")]
    [InlineData(" v1.2.3")]
    [InlineData("v1.2.3\n")]
    public void Anything_else_is_not(string version) => Assert.False(BuildVersion.IsRelease(version));
}
