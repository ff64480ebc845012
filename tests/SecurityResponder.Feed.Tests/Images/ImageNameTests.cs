using SecurityResponder.Feed.Images;

namespace SecurityResponder.Feed.Tests.Images;

public sealed class ImageNameTests
{
    private static readonly DateTimeOffset Generated = new(2026, 11, 29, 23, 30, 0, TimeSpan.FromHours(-2));

    [Theory]
    [InlineData("rancher/x:v0.2.0", "rancher/x:v0.2.0-feed20261130")]
    [InlineData("v0.2.0", "v0.2.0-feed20261130")]
    [InlineData("rancher/x", "rancher/x:feed20261130")]
    [InlineData("registry.example:5000/x", "registry.example:5000/x:feed20261130")]
    public void The_date_of_the_feed_in_UTC_becomes_part_of_the_tag(string name, string expected) =>
        Assert.Equal(expected, ImageName.Dated(name, Generated));

    [Theory]
    [InlineData("rancher/x:v1", "docker.io/rancher/x:v1")]
    [InlineData("x:v1", "docker.io/library/x:v1")]
    [InlineData("registry.example/x:v1", "registry.example/x:v1")]
    [InlineData("localhost/x:v1", "localhost/x:v1")]
    [InlineData("registry:5000/x:v1", "registry:5000/x:v1")]
    [InlineData("v1", null)]
    public void A_name_is_completed_with_the_registry_that_containerd_assumes(string name, string? expected) =>
        Assert.Equal(expected, ImageName.Qualified(name));

    [Theory]
    [InlineData("rancher/x:v0.2.0-feed20261129", true)]
    [InlineData("registry.example:5000/rancher/x_y.z:v1", true)]
    [InlineData("v1", true)]
    [InlineData("", false)]
    [InlineData("rancher/x", false)]
    [InlineData("Rancher/X:v1", false)]
    [InlineData("rancher/x:v 1", false)]
    [InlineData("rancher/x:v1\n", false)]
    [InlineData("rancher/x@sha256:00", false)]
    public void Only_a_tag_with_or_without_a_repository_is_a_name(string name, bool expected) =>
        Assert.Equal(expected, ImageName.IsValid(name));
}
