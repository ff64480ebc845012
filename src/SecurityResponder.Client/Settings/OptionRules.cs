namespace SecurityResponder.Client.Settings;

/// <summary>Rules about options that depend on each other.</summary>
internal static class OptionRules
{
    /// <summary>Checks the options.</summary>
    /// <exception cref="FormatException">They cannot be used together; the message names the flags.</exception>
    public static void Check(ClientOptions options)
    {
        foreach (var (isBroken, message) in Sources(options).Concat(Outputs(options)).Concat(Releases(options)))
        {
            if (isBroken)
            {
                throw new FormatException(message);
            }
        }
    }

    private static IEnumerable<(bool IsBroken, string Message)> Sources(ClientOptions options) =>
    [
        (CountSources(options) > 1, "--kubeconfig, --api-server and --cluster-dump exclude each other"),
        (options.FeedPublicKey is not null && options.Feed is null, "--feed-public-key needs --feed"),
        (options.Context is not null && (options.ApiServer is not null || options.ClusterDump is not null),
            "--context is a kubeconfig's: omit --api-server and --cluster-dump"),
    ];

    private static IEnumerable<(bool IsBroken, string Message)> Outputs(ClientOptions options) =>
    [
        (options.IsQuiet && options.IsVerbose, "--quiet and --verbose exclude each other"),
        (options.PrintsPlan && options.Output is not null, "--print-plan and --output exclude each other"),
        (options.Plan.Window is not null && !options.PrintsPlan, "--plan-window needs --print-plan"),
        (options.Plan.IsDrained && !options.PrintsPlan, "--plan-drain needs --print-plan"),
        (options.Plan.Registry is not null && !options.PrintsPlan, "--plan-registry needs --print-plan"),
        (options.Plan.PullSecret is not null && !options.PrintsPlan, "--plan-pull-secret needs --print-plan"),
        (options.IgnoresUnknown && options.FailOn is null, "--ignore-unknown needs --fail-on"),
        (options.FailOn is not null && options.IsDebug, "--fail-on and --debug exclude each other"),
    ];

    private static IEnumerable<(bool IsBroken, string Message)> Releases(ClientOptions options)
    {
        var releases = options.Releases;
        return
        [
            (releases.Release is not null && releases.Compared is not null, "--release and --compare exclude each other"),
            (releases.IsAsked && options.Feed is null, "--release and --compare need --feed"),
            (releases.IsAsked && (CountSources(options) > 0 || options.Context is not null),
                "--release and --compare read no cluster: omit --kubeconfig, --context, --api-server and --cluster-dump"),
            (releases.IsAsked && options.IsDebug, "--release and --compare have no report for --debug"),
            (releases.Compared is not null && options.PrintsPlan, "--compare and --print-plan exclude each other"),
            (releases.Cni is not null && !releases.IsAsked, "--cni needs --release or --compare"),
            (releases.Ingress is not null && !releases.IsAsked, "--ingress needs --release or --compare"),
            (releases.HasWindows is not null && !releases.IsAsked, "--windows needs --release or --compare"),
        ];
    }

    private static int CountSources(ClientOptions options) =>
        new object?[] { options.Kubeconfig, options.ApiServer, options.ClusterDump }.Count(source => source is not null);
}
