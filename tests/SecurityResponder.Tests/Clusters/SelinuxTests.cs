using CsCheck;
using SecurityResponder.Clusters;

namespace SecurityResponder.Tests.Clusters;

public sealed class SelinuxTests
{
    [Theory]
    [InlineData("enabled", true)]
    [InlineData("disabled", false)]
    [InlineData("Enabled", false)]
    [InlineData("true", false)]
    [InlineData("", false)]
    public void The_label_says_enabled_or_it_says_disabled(string label, bool expected) =>
        Assert.Equal(expected, new NodeSelinux { Label = label }.IsEnabled(isWindows: false));

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public void The_feature_label_is_true_or_not(string feature, bool expected) =>
        Assert.Equal(expected, new NodeSelinux { Feature = feature }.IsEnabled(isWindows: false));

    [Theory]
    [InlineData("""["server","--selinux"]""", true)]
    [InlineData("""["server","--selinux","--cni","canal"]""", true)]
    [InlineData("""["server","--selinux","true"]""", true)]
    [InlineData("""["server","--selinux=true"]""", true)]
    [InlineData("""["server","--selinux=1"]""", true)]
    [InlineData("""["server","--selinux","false"]""", false)]
    [InlineData("""["server","--selinux","0"]""", false)]
    [InlineData("""["server","--selinux=false"]""", false)]
    [InlineData("""["server","--selinux=0"]""", false)]
    [InlineData("""["server","--selinux","true","--selinux","false"]""", false)]
    [InlineData("""["server","--selinux=false","--selinux"]""", true)]
    [InlineData("""["server","--cni","canal"]""", false)]
    [InlineData("""["server","--selinux-like","true"]""", false)]
    [InlineData("""[]""", false)]
    public void The_arguments_say_it_by_the_flag_or_by_its_absence(string arguments, bool expected) =>
        Assert.Equal(expected, new NodeSelinux { NodeArgs = arguments }.IsEnabled(isWindows: false));

    [Theory]
    [InlineData("""{"RKE2_SELINUX":"true"}""", true)]
    [InlineData("""{"A":"b","RKE2_SELINUX":"1"}""", true)]
    [InlineData("""{"RKE2_SELINUX":"false"}""", false)]
    [InlineData("""{"A":"RKE2_SELINUX","B":"true"}""", null)]
    [InlineData("""{"RKE2_SELINUX_X":"true"}""", null)]
    [InlineData("""{}""", null)]
    public void The_environment_says_it_by_RKE2_SELINUX(string variables, bool? expected) =>
        Assert.Equal(expected, new NodeSelinux { NodeEnv = variables }.IsEnabled(isWindows: false));

    [Theory]
    [InlineData("enabled", "false", """["--selinux=false"]""", """{"RKE2_SELINUX":"false"}""", true)]
    [InlineData(null, "true", """["--selinux=false"]""", """{"RKE2_SELINUX":"false"}""", true)]
    [InlineData(null, null, """["--selinux=true"]""", """{"RKE2_SELINUX":"false"}""", true)]
    [InlineData(null, null, """["--selinux=false"]""", """{"RKE2_SELINUX":"true"}""", false)]
    [InlineData(null, null, """["server"]""", """{"RKE2_SELINUX":"true"}""", true)]
    [InlineData(null, null, """["server"]""", """{}""", false)]
    [InlineData(null, null, "broken", """{"RKE2_SELINUX":"true"}""", true)]
    public void The_first_source_that_answers_wins(string? label, string? feature, string? arguments, string? variables, bool expected) =>
        Assert.Equal(expected,
            new NodeSelinux { Label = label, Feature = feature, NodeArgs = arguments, NodeEnv = variables }.IsEnabled(isWindows: false));

    [Theory]
    [InlineData("")]
    [InlineData("--selinux")]
    [InlineData("""["--selinux" """)]
    [InlineData("""{"--selinux":"true"}""")]
    [InlineData("\"--selinux\"")]
    [InlineData("null")]
    [InlineData("""["\ud800"]""")]
    public void A_broken_annotation_says_nothing(string annotation)
    {
        Assert.Null(new NodeSelinux { NodeArgs = annotation }.IsEnabled(isWindows: false));
        Assert.Null(new NodeSelinux { NodeEnv = "[" + annotation }.IsEnabled(isWindows: false));
    }

    [Fact]
    public void Nested_values_are_passed_over() =>
        Assert.True(new NodeSelinux { NodeArgs = """[["--selinux=false"],{"a":["--selinux=false"]},7,null,"--selinux"]""" }
            .IsEnabled(isWindows: false));

    [Fact]
    public void An_annotation_nested_too_deep_says_nothing() =>
        Assert.Null(new NodeSelinux { NodeArgs = new string('[', 100_000) }.IsEnabled(isWindows: false));

    [Fact]
    public void A_windows_node_never_answers() =>
        Assert.Null(new NodeSelinux
        {
            Label = "enabled",
            Feature = "true",
            NodeArgs = """["--selinux"]""",
            NodeEnv = """{"RKE2_SELINUX":"true"}"""
        }.IsEnabled(isWindows: true));

    [Theory]
    [InlineData("enabled,enabled", Selinux.Enabled)]
    [InlineData("disabled,disabled", Selinux.Disabled)]
    [InlineData("enabled,disabled", Selinux.Mixed)]
    [InlineData("enabled,", Selinux.Enabled)]
    [InlineData(",disabled", Selinux.Disabled)]
    [InlineData(",", null)]
    public void Nodes_that_answer_are_summed_up(string labels, Selinux? expected)
    {
        var nodes = labels.Split(',').Select(label => Facts.Linux(new() { Label = label.Length == 0 ? null : label }));

        Assert.Equal(expected, Facts.Cluster(nodes).Selinux);
    }

    [Fact]
    public void A_windows_node_does_not_make_it_mixed()
    {
        var windows = Facts.Linux(new() { NodeArgs = "[]" }) with { System = new("windows", "Windows Server 2022", "10.0", "amd64") };

        Assert.Equal(Selinux.Enabled, Facts.Cluster(windows, Facts.Linux(new() { Label = "enabled" })).Selinux);
    }

    [Fact]
    public void No_annotation_throws() => Gen.Select(Gen.String, Gen.String["[]{}\"\\,: -selinuxtrue\0"]).Sample((args, env) =>
    {
        new NodeSelinux { NodeArgs = args, NodeEnv = env }.IsEnabled(isWindows: false);
        new NodeSelinux { NodeArgs = env, NodeEnv = args }.IsEnabled(isWindows: false);
    });
}
