using System.Net;
using SecurityResponder.Proxies;

namespace SecurityResponder.Client.Notifying;

/// <summary>The replicas of an Alertmanager: every address of its name, as a headless Service has them.</summary>
internal static class AlertmanagerReplicas
{
    private const int MaxReplicas = 16;

    /// <summary>Resolves the name.</summary>
    /// <returns>The addresses; none when a proxy resolves the name.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The name cannot be resolved.</exception>
    public static Task<IPAddress[]> FindAsync(Uri address, EnvironmentProxy proxy, CancellationToken cancellationToken) =>
        proxy.IsBypassed(address)
            ? Dns.GetHostAddressesAsync(address.IdnHost, cancellationToken)
            : Task.FromResult<IPAddress[]>([]);

    /// <summary>Sends to all replicas at once. In a cluster with both IP versions each replica has an address of each, so the second
    /// version is used only when nothing answers on the first.</summary>
    /// <param name="replicas">The addresses; none to send once to the name.</param>
    /// <param name="send">Sends to one address, or to the name for null; returns why it failed, or null.</param>
    /// <returns>Why a replica did not get the alerts; null when all did.</returns>
    public static async Task<string?> SendAsync(IPAddress[] replicas, Func<IPAddress?, Task<string?>> send)
    {
        if (replicas.Length == 0)
        {
            return await send(null);
        }

        var first = Array.FindAll(replicas, replica => replica.AddressFamily == replicas[0].AddressFamily);
        var others = Array.FindAll(replicas, replica => replica.AddressFamily != replicas[0].AddressFamily);
        for (var group = first; ; group = others)
        {
            var reasons = await Task.WhenAll(group.Take(MaxReplicas).Select(send));
            var failures = Array.FindAll(reasons, reason => reason is not null);
            if (failures.Length == 0)
            {
                return null;
            }

            if (failures.Length < reasons.Length || group == others || others.Length == 0)
            {
                return reasons.Length == 1 ? failures[0] : $"{failures.Length} of {reasons.Length} replicas: {failures[0]}";
            }
        }
    }
}
