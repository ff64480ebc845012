using SecurityResponder.Clusters;
using static SecurityResponder.Tests.Clusters.Facts;

namespace SecurityResponder.Tests.Clusters;

public sealed class GpuOperatorTests
{
    [Theory]
    [InlineData("gpu-operator", "nvidia-device-plugin-daemonset", "nvidia-gpu-operator")]
    [InlineData("gpu-operator", "nvidia-driver-daemonset", "nvidia-gpu-operator")]
    [InlineData("kube-amd-gpu", "default-device-plugin", "amd-gpu-operator")]
    [InlineData("inteldeviceplugins-system", "intel-gpu-device-plugin", "intel-device-plugins")]
    [InlineData("gpu-operator", "gpu-feature-discovery", null)]
    [InlineData("kube-system", "nvidia-device-plugin", null)]
    [InlineData("apps", "driver", null)]
    public void An_operator_is_known_by_its_namespace_and_its_device_plugin_or_driver(
        string inNamespace, string daemonSet, string? name) =>
        Assert.Equal(name, Cluster(DaemonSet(daemonSet, inNamespace: inNamespace)).GpuOperator?.Name);

    [Fact]
    public void The_version_is_that_of_the_operator_where_a_pod_of_it_says_so()
    {
        var validator = new Container("validation", "nvcr.io/nvidia/cloud-native/gpu-operator-validator:v25.3.3");
        var plugin = DaemonSet("nvidia-device-plugin-daemonset", "nvcr.io/nvidia/k8s-device-plugin:v0.17.4", "gpu-operator");
        var discovery = DaemonSet("gpu-feature-discovery", "nvcr.io/nvidia/k8s-device-plugin:v0.17.4", "gpu-operator");

        Assert.Equal("v25.3.3", Cluster(plugin with { InitContainers = [validator] }).GpuOperator?.Version);
        Assert.Equal("v25.3.3", Cluster(plugin, discovery with { InitContainers = [validator] }).GpuOperator?.Version);
        Assert.Equal("v0.17.4", Cluster(plugin).GpuOperator?.Version);
    }

    [Fact]
    public void Of_several_operators_one_is_reported_whatever_the_order()
    {
        ClusterFact[] found =
        [
            DaemonSet("intel-gpu-device-plugin", inNamespace: "inteldeviceplugins-system"),
            DaemonSet("nvidia-driver", inNamespace: "gpu-operator"),
        ];

        Assert.Equal("nvidia-gpu-operator", Cluster(found).GpuOperator?.Name);
        Assert.Equal("nvidia-gpu-operator", Cluster(Enumerable.Reverse(found)).GpuOperator?.Name);
    }

    [Fact]
    public void Half_a_list_shows_no_operator()
    {
        var driver = DaemonSet("nvidia-driver", "x/gpu-operator:v1", "gpu-operator");

        Assert.Null(Cluster(driver, new ReadFailed(ClusterResource.DaemonSets, "broke off")).GpuOperator);
        Assert.Equal(new Software("nvidia-gpu-operator", "v2"), Cluster(driver, new ReadRestarted(ClusterResource.DaemonSets),
            DaemonSet("nvidia-driver", "x/driver:v2", "gpu-operator")).GpuOperator);
    }
}
