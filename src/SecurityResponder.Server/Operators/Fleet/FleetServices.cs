namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>Registers the pages about single clusters.</summary>
internal static class FleetServices
{
    /// <summary>Adds the pages.</summary>
    public static void AddFleet(this IServiceCollection services) =>
        services.AddSingleton<CurrentFleetAssessments>().AddSingleton<FleetEndpoint>().AddSingleton<ClusterEndpoint>();

    /// <summary>Maps the pages on the operators' port. They use the services of the public server.</summary>
    /// <param name="port">The operators' port.</param>
    /// <param name="responder">The services of the public server.</param>
    public static void MapFleet(this WebApplication port, IServiceProvider responder)
    {
        responder.GetRequiredService<FleetEndpoint>().Map(port);
        responder.GetRequiredService<ClusterEndpoint>().Map(port);
    }
}
