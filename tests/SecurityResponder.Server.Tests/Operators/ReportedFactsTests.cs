using System.Text;
using SecurityResponder.Clusters;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Operators.Fleet;

namespace SecurityResponder.Server.Tests.Operators;

public sealed class ReportedFactsTests
{
    private const string Release =
        """
        {"versions":[{"name":"v1.35.1+rke2r1","components":
          {"traefik":"v3.5.0","calico":"v3.30.0","canal-calico":"v3.30.1","cilium":"v1.18.0"}}],"advisories":[]}
        """;

    private static readonly FeedDocument Feed = Assert.IsType<FeedReadResult.Readable>(
        FeedDocument.Read("test", Encoding.UTF8.GetBytes(Release))).Document;

    [Theory]
    [InlineData("cni_plugin", "canal", "v3.30.1", "")]
    [InlineData("cni_plugin", "canal", "v3.30.0", "calico v3.30.0")]
    [InlineData("cni_plugin", "calico", "v3.30.0", "")]
    [InlineData("cni_plugin", "cilium", "v1.18.1", "cilium v1.18.1")]
    [InlineData("cni_plugin", "cilium", "latest", "")]
    [InlineData("cni_plugin", "company-cni", "v1.0.0", "")]
    [InlineData("ingress_controller", "traefik", "v3.6.0", "traefik v3.6.0")]
    [InlineData("ingress_controller", "traefik", null, "")]
    [InlineData("ingress_controller", "rke2-ingress-nginx", "v1.15.1-prime11", "ingress-nginx v1.15.1-prime11")]
    [InlineData("ingress_controller", "none", null, "")]
    public void A_version_that_differs_from_the_release_is_that_of_an_image_that_runs(
        string column, string name, string? version, string images)
    {
        var values = new Dictionary<string, object?>
        {
            ["app_version"] = "v1.35.1+rke2r1",
            [column] = name,
            [column == "cni_plugin" ? "cni_version" : "ingress_version"] = version,
        };
        var cluster = ReportedFacts.Of(values).AsCluster(Feed.Feed);

        Assert.Equal(images, string.Join(' ', cluster.Workloads.Images.Select(image => $"{image.Component.Name} {image.Tag}")));
        Assert.All(cluster.Workloads.Images, image => Assert.True(image.IsBundled));
    }

    [Theory]
    [InlineData("server", RancherRole.Server)]
    [InlineData("downstream", RancherRole.Downstream)]
    [InlineData("none", RancherRole.None)]
    [InlineData("other", null)]
    [InlineData(null, null)]
    public void Ranchers_role_and_Prime_are_read_and_stay_unknown_when_they_are_not_reported(string? text, RancherRole? role)
    {
        var facts = ReportedFacts.Of(new Dictionary<string, object?> { ["rancher_role"] = text, ["rancher_prime"] = true });

        Assert.Equal(role, facts.RancherRole);
        Assert.True(facts.IsPrime);
        Assert.Null(facts.IsRancherManaged);
        Assert.Null(ReportedFacts.Of(new Dictionary<string, object?>()).IsPrime);
    }
}
