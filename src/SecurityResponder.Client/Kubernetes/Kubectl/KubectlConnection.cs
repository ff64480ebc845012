using System.Net;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Kubernetes.Kubectl;

/// <summary>The connection to the cluster of a kubeconfig through <c>kubectl proxy</c>.</summary>
/// <param name="proxy">The running kubectl.</param>
internal sealed class KubectlConnection(KubectlProxy proxy) : IDisposable
{
    private const int StartSeconds = 30;
    private const int LoginSeconds = 30;

    // A person needs time for a browser and a second factor.
    private const int InteractiveSeconds = 300;

    /// <summary>Sends requests through kubectl.</summary>
    public ApiServerClient? ApiServer { get; private set; }

    /// <summary>Starts kubectl and sends a first request, for which kubectl logs in.</summary>
    /// <exception cref="ClusterNotFoundException">There is no kubectl, or it cannot reach the cluster; the message contains what kubectl
    /// says.</exception>
    public static async Task<KubectlConnection> OpenAsync(
        ClientOptions options,
        Func<string, string?> environment,
        Action<string> onLine,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var isInteractive = !Console.IsInputRedirected;
        var proxy = KubectlProxy.Start(KubectlCommand.Find(options, environment), isInteractive ? onLine : null);
        var connection = new KubectlConnection(proxy);
        using var timeout = new CancellationTokenSource(
            TimeSpan.FromSeconds(StartSeconds + (isInteractive ? InteractiveSeconds : LoginSeconds)), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        string? fault;
        try
        {
            await proxy.Output.StartAsync().WaitAsync(TimeSpan.FromSeconds(StartSeconds), time, linked.Token);
            fault = proxy.Output.Socket is null ? "kubectl cannot use the kubeconfig: " + proxy.Output.Text
                : await connection.FaultAsync(proxy.Output.Socket, linked.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or OperationCanceledException)
        {
            fault = "kubectl does not answer: " + proxy.Output.Text;
        }

        if (fault is not null)
        {
            connection.Dispose();
            throw new ClusterNotFoundException(fault);
        }

        return connection;
    }

    public void Dispose()
    {
        ApiServer?.Dispose();
        proxy.Dispose();
    }

    // Null when the cluster answers. An API server describes its errors in JSON. Text comes from kubectl.
    private async Task<string?> FaultAsync(string socket, CancellationToken cancellationToken)
    {
        ApiServer = new ApiServerClient(new ApiServerConnection { Server = new Uri("http://localhost"), Socket = socket });
        using var response = await ApiServer.SendAsync(HttpMethod.Get, "/version", null, cancellationToken);
        if (response is not { StatusCode: HttpStatusCode.InternalServerError, Content.Headers.ContentType.MediaType: "text/plain" })
        {
            return null;
        }

        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return "kubectl cannot reach the cluster: " + KubectlOutput.Line(text.Split("\n\n")[0]);
    }
}
