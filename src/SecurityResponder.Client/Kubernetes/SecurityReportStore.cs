namespace SecurityResponder.Client.Kubernetes;

/// <summary>The custom resource <c>securityreports/cluster</c> in the cluster.</summary>
internal sealed class SecurityReportStore(KubernetesWriter kubernetes)
{
    public const string ApiVersion = "security.rke2.io/v1alpha1";
    public const string Kind = "SecurityReport";
    public const string Name = "cluster";

    private const string Path = "/apis/" + ApiVersion + "/securityreports/" + Name;

    // A server-side apply removes fields that this program owned and no longer sends, and keeps the fields of other owners
    // (https://kubernetes.io/docs/reference/using-api/server-side-apply/). JSON is valid YAML.
    private const string ApplyPath = Path + "?fieldManager=security-responder&force=true";
    private const string ApplyContentType = "application/apply-patch+yaml";

    private StoredObject? _stored;

    /// <summary>Reads the object. It is read once per run, because nothing else writes it; a failed read is repeated.</summary>
    /// <returns>The object, or a fault; status 404 when it does not exist yet.</returns>
    public async Task<StoredObject> ReadAsync(CancellationToken cancellationToken) =>
        _stored is { Fault: null }
            ? _stored
            : _stored = await kubernetes.SendAsync(HttpMethod.Get, Path, null, default, cancellationToken);

    /// <summary>Creates or updates the object.</summary>
    /// <param name="report">The fields that this program owns, as JSON.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The object as stored, or a fault.</returns>
    public Task<StoredObject> ApplyAsync(ReadOnlyMemory<byte> report, CancellationToken cancellationToken) =>
        kubernetes.SendAsync(HttpMethod.Patch, ApplyPath, ApplyContentType, report, cancellationToken);
}
