using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Overload;

/// <summary>What keeps the responder answering when more requests come than it can serve.</summary>
internal static class OverloadServices
{
    /// <summary>Adds the limits of the public listener, its rate limiter, its time-outs, and the listener for probes.</summary>
    public static void AddOverload(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            KestrelLimits.Apply(kestrel.Limits, connections: null);
            kestrel.ConfigureEndpointDefaults(listener =>
                listener.Use(listener.ApplicationServices.GetRequiredService<ConnectionSlots>().Release));
        });
        // An answer is written by the thread that made it. Pages yield before they are made: that takes longer.
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.UnsafePreferInlineScheduling = true;
            sockets.Backlog = KestrelLimits.Backlog;
        });
        builder.Services.AddSingleton<SocketTransportFactory>().AddSingleton<IConnectionListenerFactory, BackpressureListenerFactory>()
            .AddSingleton(_ => new ConnectionSlots(KestrelLimits.Connections(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)))
            .AddSingleton<ThreadPoolDelay>().AddSingleton<RateLimit>().AddSingleton(LoadShedding)
            .AddRateLimiter(_ => { }).AddRequestTimeouts();
        if (options.ProbeAddresses.Count > 0)
        {
            builder.Services.AddSingleton(services => new ProbeListener(options.ProbeAddresses, services))
                .AddHostedService(services => services.GetRequiredService<ProbeListener>());
        }
    }

    /// <summary>Adds the middleware before everything that costs, and maps the health checks.</summary>
    public static void UseOverload(this WebApplication responder, ServerOptions options)
    {
        responder.Use(responder.Services.GetRequiredService<ConnectionSlots>().Share);
        responder.Use(responder.Services.GetRequiredService<LoadShedding>().Before);
        if (options.RequestsPerMinute is { } perMinute)
        {
            responder.UseRateLimiter(responder.Services.GetRequiredService<RateLimit>().Options(perMinute));
        }

        responder.UseRequestTimeouts();
        HealthEndpoint.MapPublic(responder);
    }

    private static LoadShedding LoadShedding(IServiceProvider services)
    {
        var (delay, store) = (services.GetRequiredService<ThreadPoolDelay>(), services.GetRequiredService<ReportStore>());
        return new LoadShedding(
            () => delay.IsAboveLimit || store.IsBehind || store.QueueLength > ReportStore.MaxQueueLength / 2,
            services.GetRequiredService<IMeterFactory>(),
            services.GetRequiredService<ILogger<LoadShedding>>());
    }
}
