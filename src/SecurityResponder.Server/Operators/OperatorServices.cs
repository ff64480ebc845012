using SecurityResponder.Server.Operators.Fleet;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Operators;

/// <summary>Registers the operators' port.</summary>
internal static class OperatorServices
{
    /// <summary>Adds the operators' port; nothing when it has no address.</summary>
    /// <exception cref="InvalidSettingsException">The token file cannot be read.</exception>
    public static void AddOperators(this WebApplicationBuilder builder, ServerOptions options)
    {
        if (options.OperatorAddresses.Count == 0)
        {
            return;
        }

        var token = OperatorToken.Open(options.OperatorTokenFile);
        builder.Services.AddFleet();
        builder.Services.AddSingleton(services => new OperatorPort(options, token, services))
            .AddHostedService(services => services.GetRequiredService<OperatorPort>());
    }
}
