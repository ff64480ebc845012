using SecurityResponder.Options;
using Option = SecurityResponder.Options.ProgramOption<SecurityResponder.Client.Settings.ClientOptions>;

namespace SecurityResponder.Client.Settings;

/// <summary>The options about what is judged and printed; part of <see cref="ClientOptionTable"/>.</summary>
internal static class OutputOptionTable
{
    /// <summary>The options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        new("--release", null, "VERSION",
            "judge a release with --feed instead of a cluster", null,
            (options, value) => options with { Releases = options.Releases with { Release = ReleaseOptions.ReadVersion(value) } }),
        new("--compare", null, "A B",
            "compare two releases with --feed: what B fixes, leaves open and brings against A", null,
            (options, value) => options with { Releases = options.Releases with { Compared = ReleaseOptions.ReadPair(value) } }),
        new("--cni", null, "NAME",
            "for --release and --compare, the network plugin: canal, calico, cilium, flannel or none", "any",
            (options, value) => options with { Releases = options.Releases with { Cni = ReleaseOptions.ReadCni(value) } })
        {
            Values = ["canal", "calico", "cilium", "flannel", "none"],
        },
        new("--ingress", null, "NAME",
            "for --release and --compare, the ingress controller: ingress-nginx, traefik or none", "any",
            (options, value) => options with { Releases = options.Releases with { Ingress = ReleaseOptions.ReadIngress(value) } })
        {
            Values = ["ingress-nginx", "traefik", "none"],
        },
        new("--windows", null, null,
            "for --release and --compare, whether there are Windows nodes; --windows=false for none", "any",
            (options, value) => options with { Releases = options.Releases with { HasWindows = OptionValue.Switch(value) } }),
        new("--output", null, "FORMAT",
            "print the result as text, wide, json, yaml or markdown", "text; nothing with --log-format json",
            (options, value) => options with { Output = Format(value) })
        {
            ShortFlag = "-o",
            Values = ["text", "wide", "json", "yaml", "markdown"],
        },
        new("--fail-on", null, "CONDITIONS",
            "exit with 3 for findings of a severity or above (critical, high, medium, low), exploited ones, or the end of support (eol); "
            + "several with commas; unrated findings and undecided advisories count as every severity", null,
            (options, value) => options with { FailOn = FailConditions.Parse(value) })
        {
            Values = ["critical", "high", "medium", "low", "exploited", "eol"],
        },
        new("--ignore-unknown", null, null,
            "for --fail-on, do not count unrated findings and what cannot be decided", null,
            (options, value) => options with { IgnoresUnknown = OptionValue.Switch(value) }),
        new("--print-plan", null, null,
            "print the System Upgrade Controller's plans for the next step of the recommended path instead of the result", null,
            (options, value) => options with { PrintsPlan = OptionValue.Switch(value) }),
        new("--plan-window", null, "WINDOW",
            "for --print-plan, when nodes may be upgraded, e.g. \"mon-fri 22:00-04:00 Europe/Berlin\"", "any time",
            (options, value) => options with { Plan = options.Plan with { Window = PlanWindow.Parse(value) } }),
        new("--plan-drain", null, null,
            "for --print-plan, drain each node before its upgrade", null,
            (options, value) => options with { Plan = options.Plan with { IsDrained = OptionValue.Switch(value) } }),
        new("--plan-registry", null, "REGISTRY",
            "for --print-plan, the registry of the upgrade image", "the registry that the cluster's own images come from",
            (options, value) => options with { Plan = options.Plan with { Registry = PlanOptions.ReadRegistry(value) } }),
        new("--plan-pull-secret", null, "NAME",
            "for --print-plan, the Secret to pull the upgrade image with", null,
            (options, value) => options with { Plan = options.Plan with { PullSecret = PlanOptions.ReadSecret(value) } }),
    ];

    private static OutputFormat Format(string value) => value switch
    {
        "text" => OutputFormat.Text,
        "wide" => OutputFormat.Wide,
        "json" => OutputFormat.Json,
        "yaml" => OutputFormat.Yaml,
        "markdown" => OutputFormat.Markdown,
        _ => throw new FormatException("text, wide, json, yaml or markdown"),
    };
}
