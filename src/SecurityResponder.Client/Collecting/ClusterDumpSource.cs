using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using SecurityResponder.Client.Collecting.Json;
using SecurityResponder.Client.Settings;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>
/// A cluster on paper: <c>kubectl get nodes,namespaces,services,daemonsets,deployments,ingressclasses -A -o json</c> and
/// <c>kubectl version</c> (text, or <c>-o json</c>), one after the other in any order.
/// </summary>
internal sealed class ClusterDumpSource(Stream stream) : IClusterSource, IDisposable
{
    private const int StandardInput = 0;

    private readonly HashSet<ClusterResource> _seen = [];

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="InvalidSettingsException">The file cannot be opened.</exception>
    public static Stream Open(string path)
    {
        if (path == "-")
        {
            // Not /dev/stdin: opening that again fails on a socket, and on a file that only the caller may open.
            return new FileStream(new SafeFileHandle(StandardInput, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        }

        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"the cluster dump {path} cannot be opened ({(File.Exists(path) ? "not readable" : "no such file")})", exception);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ClusterNotFoundException">The dump is broken (the message names the byte) or cannot be read.</exception>
    public async Task ReadAsync(Action<ClusterFact> tell, CancellationToken cancellationToken)
    {
        using var dump = new JsonStream(stream);
        try
        {
            while (await ReadPartAsync(dump, tell, cancellationToken).ConfigureAwait(false))
            {
            }
        }
        catch (JsonException exception)
        {
            throw new ClusterNotFoundException($"the cluster dump is broken ({JsonFault.Where(exception)}): it ends early or is not what kubectl prints", exception);
        }
        catch (IOException exception)
        {
            throw new ClusterNotFoundException("the cluster dump cannot be read to its end", exception);
        }

        foreach (var read in ClusterRead.All)
        {
            tell(End(read));
        }
    }

    public void Dispose() => stream.Dispose();

    private async Task<bool> ReadPartAsync(JsonStream dump, Action<ClusterFact> tell, CancellationToken cancellationToken)
    {
        switch (await FirstByteAsync(dump, cancellationToken).ConfigureAwait(false))
        {
            case null:
                return false;
            case (byte)'{':
                var list = new KubernetesList(item => Tell(item, tell));
                await dump.ReadValueAsync(KubernetesShape.Answer, list, cancellationToken).ConfigureAwait(false);
                Tell(list.Root, tell);
                TellVersion(list.GitVersion, tell);
                return true;
            default:
                TellVersion(VersionIn(await dump.ReadLineAsync(cancellationToken).ConfigureAwait(false)), tell);
                return true;
        }
    }

    private static async Task<byte?> FirstByteAsync(JsonStream dump, CancellationToken cancellationToken)
    {
        while (true)
        {
            // White space and the byte order mark that some editors put first mean nothing.
            var start = dump.Unread.IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
            if (start >= 0)
            {
                dump.Skip(start);
                return dump.Unread[0];
            }

            dump.Skip(dump.Unread.Length);
            if (!await dump.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    private void Tell(KubernetesObject o, Action<ClusterFact> tell)
    {
        if (KubernetesFacts.ResourceOf(o) is { } resource && KubernetesFacts.Of(resource, o) is { } fact)
        {
            _seen.Add(resource);
            tell(fact);
        }
    }

    private void TellVersion(string? version, Action<ClusterFact> tell)
    {
        if (version is not null)
        {
            _seen.Add(ClusterResource.Version);
            tell(new ServerVersion(version));
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

    // A dump shows what there is; what it must have and does not is missing from it, not from the cluster. Every RKE2 cluster has
    // DaemonSets in kube-system: without them the dump is one of somebody who may not list them, and shows nothing of what is not there.
    private ClusterFact End(ClusterRead read) => _seen.Contains(read.Resource) ? new ReadCompleted(read.Resource)
        : read.Resource is ClusterResource.Version ? new ReadFailed(read.Resource, "not in the dump; add the output of `kubectl version`")
        : read.IsEssential || read.Resource is ClusterResource.Nodes or ClusterResource.KubernetesService ? new ReadFailed(read.Resource, "not in the dump")
        : !_seen.Contains(ClusterResource.KubeSystemDaemonSets) ? new ReadFailed(read.Resource, "not in the dump; were you allowed to list it?")
        : read.MayBeAbsent ? new ReadAbsent(read.Resource)
        : new ReadCompleted(read.Resource);
}
