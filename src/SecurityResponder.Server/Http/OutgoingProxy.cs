using SecurityResponder.Proxies;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Http;

/// <summary>The proxy of every request that the responder makes: for its feed and to an OpenTelemetry collector.</summary>
internal static class OutgoingProxy
{
    /// <summary>Replaces .NET's own reading of the variables, which does not understand networks and ports in <c>NO_PROXY</c>.</summary>
    /// <exception cref="InvalidSettingsException">A variable is not the address of a proxy.</exception>
    public static void Use(Func<string, string?> environment)
    {
        try
        {
            HttpClient.DefaultProxy = new EnvironmentProxy(environment);
        }
        catch (FormatException exception)
        {
            throw new InvalidSettingsException(exception.Message);
        }
    }
}
