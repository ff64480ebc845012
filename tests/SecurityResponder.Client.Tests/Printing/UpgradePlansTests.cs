using SecurityResponder.Client.Printing;
using SecurityResponder.Client.Settings;
using SecurityResponder.Clusters;
using SecurityResponder.Components;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Client.Tests.Printing;

/// <summary><c>--print-plan</c>: plans for the System Upgrade Controller.</summary>
public sealed class UpgradePlansTests
{
    private static readonly string[] Times = ["startTime", "endTime", "timeZone"];

    private static readonly Cluster Level = Printed.Cluster with
    {
        NodeVersions = new NodeVersions
        {
            Kubelets = [new NodeVersion("v1.33.1+rke2r1", 3, 6)],
            Containerds = [new NodeVersion("2.1.4-k3s1", 3, 6)],
        },
        Workloads = RunningWorkloads.Unknown,
    };

    [Fact]
    public void Etcd_servers_servers_and_agents_have_a_plan_each_to_the_next_step_only()
    {
        var plans = Plans(Level);

        Assert.Equal(["rke2-server-etcd", "rke2-server", "rke2-agent"], plans.Select(plan => Text(plan, "metadata", "name")));
        Assert.All(plans, plan =>
        {
            Assert.Equal(("upgrade.cattle.io/v1", "Plan"), (Text(plan, "apiVersion"), Text(plan, "kind")));
            Assert.Equal(
                ("v1.33.9+rke2r1", "1", "true"),
                (Text(plan, "spec", "version"), Text(plan, "spec", "concurrency"), Text(plan, "spec", "cordon")));
            Assert.Equal("rancher/rke2-upgrade:v1.33.9-rke2r1", Text(plan, "spec", "upgrade", "image"));
            Assert.Contains("CriticalAddonsOnly", plan.RootNode["spec"]["tolerations"].ToString());
            Assert.Contains("node-role.kubernetes.io/control-plane", plan.RootNode["spec"]["tolerations"].ToString());
        });
        Assert.Equal(["prepare", "rke2-server"], Texts(plans[2].RootNode["spec"]["prepare"]["args"]));
    }

    [Theory]
    [InlineData("control-plane,etcd", "rke2-server")]
    [InlineData("control-plane", "rke2-server")]
    [InlineData("etcd", "rke2-server-etcd")]
    [InlineData("", "rke2-agent")]
    [InlineData("", null, "windows")]
    public void Every_Linux_node_is_in_one_plan_and_no_Windows_node(string roles, string? expected, string system = "linux")
    {
        var labels = roles.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(role => "node-role.kubernetes.io/" + role, _ => "true");
        labels["kubernetes.io/os"] = system;

        var matching = Plans(Level)
            .Where(plan => Matches((YamlSequenceNode)plan.RootNode["spec"]["nodeSelector"]["matchExpressions"], labels));

        Assert.Equal(expected is null ? [] : [expected], matching.Select(plan => Text(plan, "metadata", "name")));
    }

    [Fact]
    public void Later_steps_are_comments()
    {
        var text = UpgradePlans.Of(Printed.Of(Level, Printed.Feed), new PlanOptions());

        Assert.Contains("# From v1.33.1+rke2r1 to v1.33.9+rke2r1: fix urgent findings with a patch.\n", text);
        Assert.Contains("#   v1.34.9+rke2r1: a step on the path\n#   v1.35.7+rke2r1: the recommended release\n", text);
    }

    [Fact]
    public void An_unfinished_upgrade_comes_first_for_the_nodes_that_it_left()
    {
        var plan = Assert.Single(Plans(Printed.Cluster));

        Assert.Equal(("rke2-agent", "v1.33.1+rke2r1"), (Text(plan, "metadata", "name"), Text(plan, "spec", "version")));
        Assert.False(((YamlMappingNode)plan.RootNode["spec"]).Children.ContainsKey("prepare"));
        var text = UpgradePlans.Of(Printed.ClusterResult, new PlanOptions());
        Assert.Contains("# 1 Windows node: in no plan", text);
        Assert.Contains("# 1 node with a newer kubelet: exclude by a label", text);
    }

    [Fact]
    public void Window_drain_registry_and_secret_are_in_every_plan()
    {
        var plans = Plans(Level, new PlanOptions
        {
            Window = PlanWindow.Parse("fri-mon 22:00-04:00 Europe/Berlin"),
            IsDrained = true,
            Registry = "registry.example:5000/mirror",
            PullSecret = "pull",
        });

        Assert.All(plans, plan =>
        {
            var spec = plan.RootNode["spec"];
            Assert.Equal(["friday", "saturday", "sunday", "monday"], Texts(spec["window"]["days"]));
            Assert.Equal(
                ["22:00", "04:00", "Europe/Berlin"],
                Times.Select(key => spec["window"][key].ToString()));
            Assert.Equal("true", spec["drain"]["force"].ToString());
            Assert.Equal("pull", spec["imagePullSecrets"][0]["name"].ToString());
            Assert.Equal("registry.example:5000/mirror/rancher/rke2-upgrade:v1.33.9-rke2r1", spec["upgrade"]["image"].ToString());
        });
    }

    [Theory]
    [InlineData("registry.example/rancher/hardened-coredns:v1", "registry.example/")]
    [InlineData("registry.example:5000/a/rancher/hardened-coredns:v1", "registry.example:5000/a/")]
    [InlineData("rancher/hardened-coredns:v1", "")]
    [InlineData("docker.io/rancher/hardened-coredns:v1", "")]
    [InlineData("index.docker.io/rancher/hardened-coredns:v1", "")]
    public void Without_a_registry_the_image_comes_from_where_the_clusters_images_come_from(string image, string expected)
    {
        var running = new RunningImage(Component.CoreDns, image, "kube-system", "dns");
        var foreign = new RunningImage(Component.Traefik, "other.example/traefik:v3", "web", "traefik");

        var plans = Plans(Level with { Workloads = new RunningWorkloads([running, foreign], true, true) });

        Assert.All(plans, plan => Assert.Equal($"{expected}rancher/rke2-upgrade:v1.33.9-rke2r1", Text(plan, "spec", "upgrade", "image")));
    }

    [Fact]
    public void A_cluster_with_images_of_two_registries_has_no_default_registry()
    {
        RunningImage[] images =
        [
            new(Component.CoreDns, "a.example/rancher/hardened-coredns:v1", "kube-system", "dns"),
            new(Component.Calico, "b.example/rancher/hardened-calico:v3", "kube-system", "rke2-canal"),
        ];

        Assert.Null(ClusterRegistry.Of(Level with { Workloads = new RunningWorkloads(images, true, true) }));
    }

    [Fact]
    public void Where_Rancher_manages_the_cluster_comments_name_the_steps()
    {
        var text = UpgradePlans.Of(Printed.Of(Level with { IsRancherManaged = true }, Printed.Feed), new PlanOptions());

        AssertOnlyComments(text);
        Assert.Contains("Rancher manages this cluster", text);
        Assert.Contains("v1.35.7+rke2r1: the recommended release", text);
    }

    [Fact]
    public void Another_distribution_has_no_plans() =>
        AssertOnlyComments(
            UpgradePlans.Of(Printed.Of(Level with { Version = "v1.33.1+k3s1\nkind: Plan" }, Printed.Feed), new PlanOptions()));

    [Fact]
    public void Without_a_recommendation_a_comment_gives_the_reason() => Assert.Equal(
        "# No upgrade is recommended. No newer release is known.\n",
        UpgradePlans.Of(Printed.Of(Level with { Version = "v1.35.7+rke2r1", NodeVersions = null }, Printed.Feed), new PlanOptions()));

    private static void AssertOnlyComments(string text) =>
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("# ", line));

    private static List<YamlDocument> Plans(Cluster cluster, PlanOptions? options = null)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(UpgradePlans.Of(Printed.Of(cluster, Printed.Feed), options ?? new PlanOptions())));
        return [.. yaml.Documents];
    }

    // As the API server evaluates label expressions.
    private static bool Matches(YamlSequenceNode expressions, Dictionary<string, string> labels) => expressions.All(expression =>
    {
        var isIn = labels.TryGetValue(expression["key"].ToString(), out var value)
            && ((YamlSequenceNode)expression["values"]).Any(one => one.ToString() == value);
        return expression["operator"].ToString() == "In" ? isIn : !isIn;
    });

    private static IEnumerable<string> Texts(YamlNode list) => ((YamlSequenceNode)list).Select(one => one.ToString());

    private static string Text(YamlDocument plan, params string[] path) =>
        path.Aggregate(plan.RootNode, (node, key) => node[key]).ToString();
}
