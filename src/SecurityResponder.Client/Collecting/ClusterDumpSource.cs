using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Client.Kubernetes.Json;
using SecurityResponder.Client.Settings;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>
/// Reads a cluster dump: the output of <c>kubectl get nodes,namespaces,services,daemonsets,deployments,ingressclasses -A -o json</c> and
/// of <c>kubectl version</c> (text or <c>-o json</c>), concatenated in any order.
/// </summary>
internal sealed class ClusterDumpSource(Stream stream) : IClusterSource, IDisposable
{
    private const int StandardInput = 0;

    private readonly HashSet<ClusterResource> _found = [];

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="InvalidSettingsException">The file cannot be opened.</exception>
    public static Stream Open(string path)
    {
        if (path == "-")
        {
            // Opening /dev/stdin again fails for a socket and for a file that only the caller may open.
            return new FileStream(new SafeFileHandle(StandardInput, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        }

        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = File.Exists(path) ? "not readable" : "no such file";
            throw new InvalidSettingsException($"the cluster dump {path} cannot be opened ({reason})", exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ClusterNotFoundException">The dump is invalid (the message gives the position) or cannot be read.</exception>
    public async Task ReadAsync(Action<ClusterFact> onFact, CancellationToken cancellationToken)
    {
        using var dump = new JsonStream(stream);
        try
        {
            while (await ReadPartAsync(dump, onFact, cancellationToken))
            {
            }
        }
        catch (JsonException exception)
        {
            throw new ClusterNotFoundException(
                $"the cluster dump is broken ({JsonErrorPosition.Of(exception)}): it ends early or is not what kubectl prints", exception);
        }
        catch (IOException exception)
        {
            throw new ClusterNotFoundException("the cluster dump cannot be read to its end", exception);
        }

        foreach (var resource in KubernetesResource.All)
        {
            onFact(End(resource));
        }
    }

    public void Dispose() => stream.Dispose();

    private async Task<bool> ReadPartAsync(JsonStream dump, Action<ClusterFact> onFact, CancellationToken cancellationToken)
    {
        switch (await FirstByteAsync(dump, cancellationToken))
        {
            case null:
                return false;
            case (byte)'{':
                var list = new KubernetesList(item => Add(item, onFact));
                await dump.ReadValueAsync(KubernetesShape.Answer, list, cancellationToken);
                Add(list.Root, onFact);
                AddVersion(list.GitVersion, onFact);
                return true;
            default:
                AddVersion(VersionIn(await dump.ReadLineAsync(cancellationToken)), onFact);
                return true;
        }
    }

    private static async Task<byte?> FirstByteAsync(JsonStream dump, CancellationToken cancellationToken)
    {
        while (true)
        {
            // White space is skipped, and so is the byte order mark that some editors write.
            var start = dump.Unread.IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
            if (start >= 0)
            {
                dump.Skip(start);
                return dump.Unread[0];
            }

            dump.Skip(dump.Unread.Length);
            if (!await dump.FillAsync(cancellationToken))
            {
                return null;
            }
        }
    }

    private void Add(KubernetesObject value, Action<ClusterFact> onFact)
    {
        if (KubernetesResource.Find(value.Kind, value.Namespace, value.Name) is { } resource
            && KubernetesFacts.Of(resource, value) is { } fact)
        {
            // A user may be allowed to list the DaemonSets of some namespaces only. Every cluster has some in kube-system.
            if (fact is not Workload { Resource: ClusterResource.DaemonSets, Namespace: not Workload.KubeSystem })
            {
                _found.Add(resource.Id);
            }

            onFact(fact);
        }
    }

    private void AddVersion(string? version, Action<ClusterFact> onFact)
    {
        if (version is not null)
        {
            _found.Add(ClusterResource.Version);
            onFact(new ServerVersion(version));
        }
    }

    // `Server Version: v1.35.7+rke2r1`, or before kubectl 1.28 `Server Version: version.Info{…, GitVersion:"v1.27.4+rke2r1", …}`.
    private static string? VersionIn(string line)
    {
        const string Label = "Server Version:";
        const string Quoted = "GitVersion:\"";
        if (!line.StartsWith(Label, StringComparison.Ordinal))
        {
            return null;
        }

        var start = line.IndexOf(Quoted, StringComparison.Ordinal);
        return start < 0 ? line[Label.Length..].Trim() : line[(start + Quoted.Length)..].Split('"')[0];
    }

    // A resource that every cluster has and the dump lacks is missing from the dump, not from the cluster. A dump without DaemonSets of
    // kube-system was made by a user who may not list them, so it proves nothing about the other lists.
    private ClusterFact End(KubernetesResource resource) => _found.Contains(resource.Id) ? new ReadCompleted(resource.Id)
        : resource.Id is ClusterResource.Version ? new ReadFailed(resource.Id, "not in the dump; add the output of `kubectl version`")
        : resource is { IsInEveryCluster: true, Kind: not "DaemonSet" } ? new ReadFailed(resource.Id, "not in the dump")
        : !_found.Contains(ClusterResource.DaemonSets)
            ? new ReadFailed(resource.Id, "not in the dump; were you allowed to list it?")
        : resource.CanBeAbsent ? new ReadAbsent(resource.Id)
        : new ReadCompleted(resource.Id);
}
