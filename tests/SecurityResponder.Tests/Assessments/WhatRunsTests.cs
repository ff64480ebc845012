using SecurityResponder.Assessments;
using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Feeds;

namespace SecurityResponder.Tests.Assessments;

/// <summary>What a cluster runs decides before the release's list.</summary>
public sealed class WhatRunsTests
{
    private const string Release = "v1.35.6+rke2r1";
    private const string Older = "v1.35.3+rke2r1";

    private static readonly string[] Releases =
    [
        Given.Release(Release,
            """ "kubernetes": "v1.35.6", "runc": "v1.4.2", "containerd": "v2.2.5-k3s2", "coredns": "v1.14.4", "etcd": "v3.6.12-k3s1" """),
        Given.Release(Older,
            """ "kubernetes": "v1.35.3", "runc": "v1.4.0", "containerd": "v2.2.1-k3s1", "coredns": "v1.14.1", "etcd": "v3.6.9-k3s1" """),
    ];

    [Fact]
    public void A_kubelet_of_an_older_release_is_affected_on_its_nodes_only()
    {
        var assessment = Of(Nodes(kubelets: [new(Release, 2, 0), new(Older, 0, 3)]),
            Given.Advisory("CVE-1", "kubernetes", "introduced 1.35.0, fixed 1.35.6"), Given.Advisory("CVE-2", "runc",
                "introduced 0, fixed 1.4.1"));

        Assert.Equal(["CVE-1", "CVE-2"], Given.Ids(assessment.Findings).Order());
        Assert.All(assessment.Findings, finding =>
        {
            var use = Assert.Single(finding.Uses);
            Assert.Equal((3, 3, Older), (finding.Nodes, use.Nodes, use.Release));
        });
        Assert.Equal(VersionSource.Kubelet, assessment.Findings.Single(finding => finding.Advisory.Id == "CVE-1").Uses[0].Source);
        var nodes = Assert.IsType<NodeUpgrade>(assessment.Recommendation.Nodes);
        Assert.Equal((Release, 3, Older), (nodes.Release, nodes.Count, nodes.Oldest));
        Assert.Equal(["CVE-1", "CVE-2"], Given.Ids(nodes.Fixes).Order());
    }

    [Fact]
    public void The_control_plane_is_affected_by_its_own_version()
    {
        var assessment = Of(Nodes(kubelets: [new(Older, 0, 3)]), Given.Advisory("CVE-1", "kubernetes", "introduced 1.35.6"));
        var use = Assert.Single(Assert.Single(assessment.Findings).Uses);
        Assert.Equal((VersionSource.ApiServer, (int?)null), (use.Source, use.Nodes));
        Assert.Empty(assessment.Recommendation.Nodes!.Fixes);
    }

    [Theory]
    [InlineData("2.1.5-k3s1", 1)]
    [InlineData("2.2.6-k3s1", 0)]
    public void The_container_runtime_that_runs_decides(string containerd, int findings)
    {
        var assessment = Of(
            Nodes(kubelets: [new(Release, 1, 1)], containerds: [new(containerd, 1, 1)]),
            Given.Advisory("CVE-1", "containerd", "introduced 0, fixed 2.2.6"));
        Assert.Equal(findings, assessment.Findings.Count);
        Assert.All(assessment.Findings, finding => Assert.Equal(VersionSource.ContainerRuntime, finding.Uses[0].Source));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_node_without_a_readable_runtime_runs_its_releases_containerd(bool isCounted)
    {
        var nodes = Nodes(kubelets: [new(Older, 0, 2)]) with { KubeletsWithoutContainerd = isCounted ? [new(Older, 0, 2)] : [] };
        var use = Assert.Single(Assert.Single(
            Of(nodes, Given.Advisory("CVE-1", "containerd", "introduced 0, fixed 2.2.2")).Findings).Uses);
        Assert.Equal((VersionSource.ReleaseList, "v2.2.1-k3s1", Older, 2), (use.Source, use.Version?.ToString(), use.Release, use.Nodes));
    }

    [Fact]
    public void Nodes_with_more_versions_than_are_counted_are_undecided()
    {
        var nodes = Nodes(kubelets: [new(Release, 1, 1)]) with { OtherKubelets = 7, OtherRuntimes = 5 };
        var assessment = Of(nodes, Given.Advisory("CVE-1", "runc", "introduced 0, fixed 1.4.1"),
            Given.Advisory("CVE-2", "containerd", "introduced 0, fixed 2.0.0"));
        Assert.Equal([7, 5], assessment.Undecided.Select(undecided => Assert.Single(undecided.Missing).Nodes));
    }

    [Theory]
    [InlineData("registry.example:5000/mirror/rancher/hardened-coredns:v1.14.1-build20260206", 1)]
    [InlineData("rancher/hardened-coredns:v1.14.6-build20260722", 0)]
    [InlineData("rancher/hardened-coredns@sha256:0f1e", 1)]
    [InlineData("rancher/hardened-coredns:latest", 1)]
    public void The_image_that_runs_decides_when_its_tag_is_a_version(string image, int findings) => Assert.Equal(
        findings, Of(Images((Component.CoreDns, image, "kube-system")), Given.Advisory("CVE-1", "coredns", "introduced 0, fixed 1.14.5"))
            .Findings.Count);

    [Fact]
    public void Older_nodes_brought_to_the_release_do_not_change_a_pinned_image()
    {
        var cluster = Images((Component.CoreDns, "rancher/hardened-coredns:v1.14.1-build20260206", "kube-system")) with
        {
            NodeVersions = Nodes(kubelets: [new(Release, 2, 0), new(Older, 0, 3)]),
        };
        var assessment = Of(cluster,
            Given.Advisory("CVE-1", "coredns", "introduced 0, fixed 1.14.4"),
            Given.Advisory("CVE-2", "kubernetes", "introduced 0, fixed 1.35.6"));

        Assert.Equal(["CVE-1", "CVE-2"], Given.Ids(assessment.Findings).Order());
        Assert.Equal(["CVE-2"], Given.Ids(assessment.Recommendation.Nodes!.Fixes));
    }

    [Theory]
    [InlineData("v3.31.2", new[] { "v3.31.2" })]
    [InlineData("v3.31.3", new[] { "v3.31.2", "v3.31.3" })]
    public void Two_images_of_a_component_count_once_for_each_version(string second, string[] versions)
    {
        var cluster = Images(
            (Component.Calico, "rancher/mirrored-calico-node:v3.31.2", "kube-system"),
            (Component.Calico, $"rancher/mirrored-calico-typha:{second}", "kube-system"));
        var finding = Assert.Single(Of(cluster, Given.Advisory("CVE-1", "calico", "introduced 0, fixed 3.32.0")).Findings);

        Assert.Equal(versions, finding.Uses.Select(use => use.Version!.ToString()));
    }

    [Fact]
    public void An_image_that_differs_from_the_releases_list_is_reported()
    {
        var assessment = Of(Images((Component.CoreDns, "rancher/hardened-coredns:v1.14.1-build20260206", "kube-system")));
        Assert.Equal(new VersionDeviation(Component.CoreDns, "v1.14.1-build20260206", "v1.14.4"), Assert.Single(assessment.Deviations));
        Assert.Empty(Of(Images((Component.CoreDns, "rancher/hardened-coredns:v1.14.4-build20260901", "kube-system"))).Deviations);
    }

    [Fact]
    public void An_ingress_nginx_of_another_namespace_is_judged_by_its_image()
    {
        var cluster = Images((Component.IngressNginx, "registry.k8s.io/ingress-nginx/controller:v1.10.0", "ingress-nginx")) with
        {
            Ingress = new Software("ingress-nginx", null),
        };
        var use = Assert.Single(Assert.Single(Of(cluster, Given.Advisory("CVE-1", "ingress-nginx",
            "introduced 0, fixed 1.13.7")).Findings).Uses);
        Assert.True(use.IsForeign);
        Assert.Equal("v1.10.0", use.Version?.ToString());
    }

    [Fact]
    public void An_ingress_nginx_of_another_namespace_stays_as_it_is_after_an_upgrade()
    {
        var cluster = Images((Component.IngressNginx, "registry.k8s.io/ingress-nginx/controller:v1.10.0", "ingress-nginx")) with
        {
            Ingress = new Software("ingress-nginx", null),
        };
        var feed = Given.Feed(
            [.. Releases, Given.Release("v1.35.7+rke2r1", """ "ingress-nginx": "v1.14.5-hardened2" """)],
            [Given.Advisory("CVE-1", "ingress-nginx", "introduced 0, fixed 1.13.7")]);
        Assert.Equal(["CVE-1"], Given.Ids(Assessment.Of(cluster, feed, Given.Now).Patch!.Remains));
    }

    [Theory]
    [InlineData("ingress-nginx", true)]
    [InlineData("kube-system", false)]
    public void Only_an_ingress_nginx_outside_of_RKE2_is_foreign(string inNamespace, bool isForeign)
    {
        const string Name = "rke2-ingress-nginx-controller";
        RunningImage[] images =
        [
            new(Component.IngressNginx, "rancher/nginx-ingress-controller:v1.14.3-hardened3", inNamespace, Name),
            new(Component.CoreDns, "registry.example/coredns:v1.14.4", "dns", "coredns"),
        ];
        var cluster = Given.Cluster(Release) with { Workloads = new RunningWorkloads(images, true, true) };
        Assert.Equal(isForeign, cluster.HasForeignIngressNginx());
    }

    [Fact]
    public void A_component_that_an_advisory_names_twice_is_shown_once()
    {
        const string Entry = """
            { "package": { "name": "coredns" }, "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" } ] } ] }
            """;
        var assessment = Of(Given.Cluster(Release), $$"""{ "id": "CVE-1", "affected": [{{Entry}}, {{Entry}}] }""");
        Assert.Single(Assert.Single(assessment.Findings).Uses);
    }

    [Fact]
    public void An_ingress_nginx_that_cannot_be_seen_is_undecided()
    {
        var cluster = Given.Cluster(Release, ingress: "ingress-nginx");
        var assessment = Of(cluster, Given.Advisory("CVE-1", "ingress-nginx", "introduced 0, fixed 1.13.7"));
        Assert.Empty(assessment.Findings);
        Assert.Contains("RKE2 did not install", Assert.Single(Assert.Single(assessment.Undecided).Missing).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ingress_nginx_that_cannot_be_seen_is_undecided_after_an_upgrade_too()
    {
        var feed = Given.Feed([.. Releases, Given.Release("v1.35.7+rke2r1", """ "ingress-nginx": "v1.14.5-hardened2" """)],
            [Given.Advisory("CVE-1", "ingress-nginx", "introduced 0, fixed 1.13.7")]);
        var patch = Assessment.Of(Given.Cluster(Release, ingress: "ingress-nginx"), feed, Given.Now).Patch!;

        Assert.Equal(["CVE-1"], patch.Undecided.Select(undecided => undecided.Advisory.Id));
    }

    [Theory]
    [InlineData(true, false, 0)]
    [InlineData(true, true, 1)]
    [InlineData(false, false, 1)]
    public void Multus_counts_where_it_runs_or_where_nobody_can_tell(bool hasAllDaemonSets, bool runs, int open)
    {
        var cluster = Given.Cluster(Release) with
        {
            Workloads = new RunningWorkloads(
                runs ? [new(Component.Multus, "rancher/hardened-multus-cni:v4.2.4-build20260205", "kube-system", "rke2-multus")] : [],
                hasAllDaemonSets, true),
        };
        var assessment = Of(cluster, Given.Advisory("CVE-1", "multus", "introduced 0, fixed 4.3.0"));
        Assert.Equal(open, assessment.Findings.Count + assessment.Undecided.Count);
    }

    [Theory]
    [InlineData(0, 3, true)]
    [InlineData(0, 0, false)]
    [InlineData(1, 3, false)]
    public void The_control_plane_runs_elsewhere_when_all_nodes_are_agents(int servers, int agents, bool isExternal)
    {
        var cluster = Given.Cluster(Release);
        cluster = cluster with { Nodes = cluster.Nodes! with { Servers = new(servers, 0, 0), Agents = new(agents, 0, 0) } };

        Assert.Equal(isExternal, cluster.HasExternalControlPlane());
    }

    [Theory]
    [InlineData(3, 3, new[] { "CVE-1", "CVE-2" }, new string[0])]
    [InlineData(0, 3, new[] { "CVE-2" }, new[] { "CVE-1" })]
    public void An_upgrade_brings_its_own_etcd_unless_the_control_plane_runs_elsewhere(
        int servers, int agents, string[] fixes, string[] undecided)
    {
        var cluster = Given.Cluster(Older);
        cluster = cluster with { Nodes = cluster.Nodes! with { Servers = new(servers, 0, 0), Agents = new(agents, 0, 0) } };
        var assessment = Of(
            cluster,
            Given.Advisory("CVE-1", "etcd", "introduced 0, fixed 3.6.12"),
            Given.Advisory("CVE-2", "coredns", "introduced 0, fixed 1.14.4"));

        Assert.Equal(fixes, Given.Ids(assessment.Patch!.Fixes).Order());
        Assert.Equal(undecided, assessment.Patch.Undecided.Select(one => one.Advisory.Id));
    }

    [Fact]
    public void With_an_external_control_plane_etcd_is_undecided()
    {
        var cluster = Given.Cluster(Release) with
        {
            Nodes = new NodeSummary
            {
                Servers = new(0, 0, 0),
                Agents = new(3, 0, 0),
                IsConsistent = true,
                HasWindows = false,
                GpuNodes = 0
            },
        };
        var undecided = Assert.Single(Of(cluster, Given.Advisory("CVE-1", "etcd", "introduced 0")).Undecided);
        Assert.Equal("the control plane runs outside the cluster", Assert.Single(undecided.Missing).Text);
    }

    [Fact]
    public void Kubelets_beyond_the_skew_policy_are_reported()
    {
        var nodes = new NodeVersion[] { new("v1.35.7+rke2r1", 0, 1), new("v1.31.9+rke2r1", 0, 2), new("v1.32.1+rke2r1", 0, 3) };
        Assert.Equal(["v1.31.9+rke2r1", "v1.35.7+rke2r1"], Of(Nodes(kubelets: nodes)).Skew.Select(kubelet => kubelet.Version));
    }

    [Fact]
    public void A_minor_more_than_three_above_the_oldest_kubelet_is_barred()
    {
        var feed = Given.Feed([.. Releases, Given.Release("v1.36.1+rke2r1")], [Given.Advisory("CVE-1", "rke2",
            "introduced 0, fixed 1.36.0", "CRITICAL")]);
        var cluster = Given.Cluster(Release) with { NodeVersions = Nodes(kubelets: [new(Release, 1, 0), new("v1.32.1+rke2r1", 0, 3)]) };
        var assessment = Assessment.Of(cluster, feed, Given.Now);
        Assert.Null(assessment.Recommended);
        Assert.Equal("NodesTooOld", assessment.Recommendation.Reason?.Code);
    }

    [Fact]
    public void A_version_outside_what_the_answer_covers_is_named()
    {
        var feed = Given.Feed(Releases, []) with
        {
            Covered = [.. Component.All.Select(component => new CoveredVersions(
                component, ComponentVersion.TryParse("0.0.1")!, ComponentVersion.TryParse(
                    component == Component.Containerd ? "2.2.5" : "9.0.0")!))],
        };
        var nodes = Nodes(kubelets: [new(Release, 1, 0)], containerds: [new("2.2.6-k3s1", 1, 0)]);
        var cluster = Given.Cluster(Release) with { NodeVersions = nodes };
        var notCovered = Assessment.Of(cluster, feed, Given.Now).NotCovered;
        var use = Assert.Single(notCovered, use => use.Version is not null);

        // No advisory about a component of an unknown version can be left out either.
        Assert.Contains(notCovered, unknown => unknown.Component == Component.Traefik || unknown.Version is null);
        Assert.Equal((Component.Containerd, "2.2.6-k3s1"), (use.Component, use.Version?.ToString()));
    }

    private static Assessment Of(Cluster cluster, params string[] advisories) =>
        Assessment.Of(cluster, Given.Feed(Releases, advisories), Given.Now);

    private static Assessment Of(NodeVersions nodes, params string[] advisories) =>
        Of(Given.Cluster(Release) with { NodeVersions = nodes }, advisories);

    private static NodeVersions Nodes(NodeVersion[] kubelets, NodeVersion[]? containerds = null) =>
        new() { Kubelets = kubelets, Containerds = containerds ?? [] };

    private static Cluster Images(params (Component Component, string Reference, string Namespace)[] images) => Given.Cluster(Release) with
    {
        Workloads = new RunningWorkloads(
            [.. images.Select(image => new RunningImage(image.Component, image.Reference, image.Namespace, "workload"))], true, true),
    };
}
