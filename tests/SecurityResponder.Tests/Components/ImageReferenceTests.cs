using CsCheck;
using SecurityResponder.Components;

namespace SecurityResponder.Tests.Components;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

    [Theory]
    [InlineData("registry:5000/repo/name:tag@" + Digest, "tag")]
    [InlineData("rancher/hardened-calico:v3.30.3-build20251120", "v3.30.3-build20251120")]
    [InlineData("name:v1", "v1")]
    [InlineData("registry:5000/rancher/x:v1.2.3", "v1.2.3")]
    [InlineData("[fd00::1]:5000/rancher/x:v1.2.3", "v1.2.3")]
    [InlineData("name:_under.score-1", "_under.score-1")]
    public void The_tag_stands_behind_the_name(string reference, string tag) => Assert.Equal(tag, ImageReference.Tag(reference));

    [Theory]
    [InlineData("registry:5000/rancher/x")]
    [InlineData("rancher/x@" + Digest)]
    [InlineData("registry:5000/rancher/x@" + Digest)]
    [InlineData("rancher/x")]
    [InlineData("rancher/x:")]
    [InlineData("rancher/x:.hidden")]
    [InlineData("rancher/x:-dash")]
    [InlineData("rancher/x:v1 v2")]
    [InlineData("rancher/x:v1\nlevel=error")]
    [InlineData("rancher/x:v1:v2")]
    [InlineData("rancher/x:größe")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(":")]
    [InlineData("/")]
    [InlineData("@")]
    [InlineData("@" + Digest)]
    public void A_reference_without_a_tag_has_none(string? reference) => Assert.Null(ImageReference.Tag(reference));

    [Theory]
    [InlineData("registry:5000/rancher/x:v1@" + Digest, "registry:5000/rancher/x")]
    [InlineData("registry:5000/rancher/x", "registry:5000/rancher/x")]
    [InlineData("x:v1", "x")]
    [InlineData(":v1", "")]
    [InlineData("@" + Digest, "")]
    public void The_repository_is_the_reference_without_tag_and_digest(string reference, string repository) =>
        Assert.Equal(repository, ImageReference.Repository(reference));

    [Fact]
    public void A_tag_is_at_most_128_characters_long()
    {
        Assert.NotNull(ImageReference.Tag("x:" + new string('a', 128)));
        Assert.Null(ImageReference.Tag("x:" + new string('a', 129)));
    }

    [Theory]
    [InlineData("rancher/mirrored-calico-node:v3", "calico", true)]
    [InlineData("rancher/Mirrored-Calico-Node:v3", "calico", true)]
    [InlineData("calico/node:v3", "calico", false)]
    [InlineData("rancher/node:calico", "calico", false)]
    [InlineData("rancher/:calico", "calico", false)]
    [InlineData("rancher/node@sha256:calico", "calico", false)]
    [InlineData("calico.example:5000/rancher/node", "calico", false)]
    public void Only_the_last_part_of_the_name_is_searched(string reference, string word, bool contains) =>
        Assert.Equal(contains, ImageReference.NameContains(reference, word));

    [Fact]
    public void No_reference_throws_and_every_tag_is_harmless() => Gen.String.Sample(reference =>
        ImageReference.Tag(reference) is not { } tag || tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
}
