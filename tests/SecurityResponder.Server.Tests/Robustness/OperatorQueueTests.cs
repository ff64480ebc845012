using Microsoft.Extensions.DependencyInjection;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Tests.Robustness;

/// <summary>Visitors that ask for new figures all the time. At first, 20 of them on the public port made the operators' pages answer
/// 503.</summary>
public sealed class OperatorQueueTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Operators_have_a_queue_of_their_own()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path);
        var services = responder.Services;
        var operators = services.GetRequiredKeyedService<FigureCache>(FigureCache.OfOperators);
        var used = typeof(Pages.PageEndpoints).GetFields(
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)
            .Select(field => field.GetValue(services.GetRequiredService<Pages.PageEndpoints>())).OfType<FigureCache>();

        Assert.NotSame(services.GetRequiredService<FigureCache>(), operators);
        Assert.Equal([services.GetRequiredService<FigureCache>(), operators], used);
    }
}
