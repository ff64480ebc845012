using SecurityResponder.Clusters;
using static SecurityResponder.Tests.Clusters.Facts;

namespace SecurityResponder.Tests.Clusters;

public sealed class PrimeTests
{
    private static readonly Workload PrimeImage =
        DaemonSet("rke2-ingress-nginx-controller", "rancher/nginx-ingress-controller:v1.15.1-prime7");

    private static readonly Workload CommunityImage = DaemonSet("rke2-canal", "rancher/hardened-calico:v3.31.3-build20260205");
    private static readonly ClusterFact NoChart = new ReadAbsent(ClusterResource.ResponderChart);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_value_of_the_chart_wins(bool value)
    {
        Assert.Equal(value, Cluster(new ResponderChart(value), PrimeImage).IsPrime);
        Assert.Equal(value, Cluster(new ResponderChart(value), CommunityImage).IsPrime);
        Assert.Equal(value, Cluster(new ResponderChart(value), new ReadFailed(ClusterResource.DaemonSets, "403 Forbidden")).IsPrime);
    }

    [Fact]
    public void Without_it_an_image_says_so()
    {
        Assert.True(Cluster(NoChart, PrimeImage).IsPrime);
        Assert.True(Cluster(new ResponderChart(null), PrimeImage).IsPrime);
        Assert.True(Cluster(new ReadFailed(ClusterResource.ResponderChart, "403 Forbidden"), PrimeImage).IsPrime);
        Assert.True(Cluster(NoChart, Deployment("rke2-coredns", "rancher/hardened-coredns:v1.14.1-prime1")).IsPrime);
        Assert.False(Cluster(NoChart, CommunityImage).IsPrime);
    }

    [Theory]
    [InlineData("x:v1-prime2", true)]
    [InlineData("x:v1.2.3-build1-prime12-amd64", true)]
    [InlineData("registry:5000/x:v1-prime1@sha256:00", true)]
    [InlineData("x:v1-prime", false)]
    [InlineData("x:v1-primetime", false)]
    [InlineData("x-prime1:v1", false)]
    [InlineData("x-prime1/y", false)]
    [InlineData("x:v1.prime1", false)]
    public void A_Prime_image_has_a_number_behind_the_word(string image, bool expected) =>
        Assert.Equal(expected, Cluster(NoChart, DaemonSet("any", image)).IsPrime);

    [Fact]
    public void An_image_of_the_users_own_says_nothing() =>
        Assert.False(Cluster(NoChart, DaemonSet("any", "acme/app:v1-prime2", "apps")).IsPrime);

    [Theory]
    [InlineData(ClusterResource.DaemonSets)]
    [InlineData(ClusterResource.KubeSystemDeployments)]
    public void Without_a_complete_list_it_is_unknown(ClusterResource list)
    {
        var failed = new ReadFailed(list, "broke off");

        Assert.Null(Cluster(NoChart, CommunityImage, failed).IsPrime);
        Assert.Null(Cluster(NoChart, PrimeImage with { Resource = list }, failed).IsPrime);
        Assert.False(Cluster(NoChart, PrimeImage with { Resource = list }, new ReadRestarted(list)).IsPrime);
    }

    [Fact]
    public void A_list_that_failed_does_not_take_back_what_another_one_showed() =>
        Assert.True(Cluster(NoChart, PrimeImage, new ReadFailed(ClusterResource.KubeSystemDeployments, "403 Forbidden")).IsPrime);
}
