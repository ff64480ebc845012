namespace SecurityResponder.Server.Tests.Storing;

public sealed class SqliteFiguresTests : FiguresSuite
{
    private protected override async Task<IKeepingStore> StartAsync(DateTimeOffset now) => await SqliteKeepingStore.StartAsync(now);
}
