using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Kubernetes.Kubectl;

/// <summary>The kubectl to run and the kubeconfig that it reads.</summary>
internal static class KubectlCommand
{
    private const string Rke2Program = "/var/lib/rancher/rke2/bin/kubectl";
    private const string Rke2Kubeconfig = "/etc/rancher/rke2/rke2.yaml";

    /// <summary>Finds kubectl (on the <c>PATH</c>, or RKE2's) and the kubeconfig: as configured, kubectl's default (<c>$KUBECONFIG</c> or
    /// <c>~/.kube/config</c>), or RKE2's.</summary>
    /// <returns>Path of kubectl and flags that select the cluster.</returns>
    /// <exception cref="ClusterNotFoundException">One of them does not exist; the message names the alternatives.</exception>
    public static IReadOnlyList<string> Find(ClientOptions options, Func<string, string?> environment)
    {
        var file = options.Kubeconfig
            ?? (options.Context is not null || HasDefault(environment) ? null
            : File.Exists(Rke2Kubeconfig) ? Rke2Kubeconfig
            : throw new ClusterNotFoundException("this is not a pod of a cluster (KUBERNETES_SERVICE_HOST is not set), and there is no "
                + "kubeconfig in $KUBECONFIG, ~/.kube/config or " + Rke2Kubeconfig
                + "; name one with --kubeconfig FILE, --api-server URL or --cluster-dump FILE"));
        var program = Program(environment("PATH") ?? "") ?? throw new ClusterNotFoundException(
            $"a kubeconfig is read by kubectl, which is neither on the PATH nor at {Rke2Program}; "
            + "install it, or use --cluster-dump FILE with its output from another machine, or --api-server URL");
        return
        [
            program,
            .. file is null ? Array.Empty<string>() : ["--kubeconfig=" + file],
            .. options.Context is { } context ? ["--context=" + context] : Array.Empty<string>(),
        ];
    }

    private static bool HasDefault(Func<string, string?> environment) =>
        !string.IsNullOrEmpty(environment("KUBECONFIG")) || File.Exists(environment("HOME") + "/.kube/config");

    private static string? Program(string path)
    {
        foreach (var folder in path.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var program = Path.Combine(folder, "kubectl");
            if (File.Exists(program))
            {
                return program;
            }
        }

        return File.Exists(Rke2Program) ? Rke2Program : null;
    }
}
