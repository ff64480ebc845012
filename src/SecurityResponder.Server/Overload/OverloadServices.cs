using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Overload;

/// <summary>Registers the limits on connections and requests, and the health endpoints.</summary>
internal static class OverloadServices
{
    /// <summary>Adds Kestrel's limits, the accept back-pressure and what decides whether the server is overloaded.</summary>
    public static void AddOverload(this WebApplicationBuilder builder)
    {
        var connections = KestrelLimits.Connections(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            KestrelLimits.Apply(kestrel.Limits, connections: null);
            kestrel.ConfigureEndpointDefaults(listener => listener
                .Use(listener.ApplicationServices.GetRequiredService<ConnectionSlots>().Before)
                .Use(listener.ApplicationServices.GetRequiredService<Door>().Before));
        });
        // The thread that made an answer also writes it. Pages yield before they are rendered, because that takes longer.
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.UnsafePreferInlineScheduling = true;
            sockets.Backlog = KestrelLimits.Backlog;
        });
        builder.Services.AddSingleton<SocketTransportFactory>().AddSingleton<IConnectionListenerFactory, BackpressureListenerFactory>()
            .AddSingleton<RateLimit>().AddSingleton<ThreadPoolDelay>().AddSingleton<Guests>()
            .AddSingleton(_ => new ConnectionSlots(connections)).AddSingleton(services => DoorOf(connections, services));
    }

    /// <summary>Adds the rate limit to the pipeline.</summary>
    public static void UseOverload(this WebApplication server, ServerOptions options)
    {
        RateLimit.Use(server, options.RequestsPerMinute);
        server.Use(next => context =>
        {
            if (context.Request.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true)
            {
                Guest.Asks(context);
            }

            return next(context);
        });
    }

    private static Door DoorOf(int connections, IServiceProvider services)
    {
        var (delay, store) = (services.GetRequiredService<ThreadPoolDelay>(), services.GetRequiredService<ReportStore>());
        return Door.Of(
            connections, services.GetRequiredService<Guests>(), () => delay.IsMuch || store.QueueLength > ReportStore.MaxWaiting / 2,
            services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<ILogger<Door>>());
    }
}
