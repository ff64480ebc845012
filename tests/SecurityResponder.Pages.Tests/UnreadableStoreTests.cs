using Microsoft.Playwright;
using SecurityResponder.Server.Tests;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Pages.Tests;

/// <summary>Pages of a responder that cannot read its store.</summary>
public sealed class UnreadableStoreTests(Stage stage) : IAsyncLifetime
{
    private static readonly string[] Files = ["", "-wal", "-shm"];

    private readonly TemporaryDirectory _data = new();
    private RunningResponder _responder = null!;

    /// <summary>Whether the page is the operators', its path, and its title.</summary>
    public static TheoryData<bool, string, string> Pages => new()
    {
        { false, "/", "Figures unavailable" },
        { false, "/?cni=canal", "Figures unavailable" },
        { true, "/", "Figures unavailable" },
        { true, "/fleet", "Figures unavailable" },
        { true, "/fleet?q=v1.34", "Figures unavailable" },
        { true, "/fleet/clusters/" + new string('a', 64), "Figures unavailable" },
        // The releases are known without the store.
        { false, "/releases", "Releases" },
        { true, "/releases", "Releases" },
        { true, "/releases/v1.34.1+rke2r1", "v1.34.1+rke2r1" },
    };

    public async ValueTask InitializeAsync()
    {
        _responder = await OperatorAccess.StartAsync(_data);
        foreach (var file in Files.Select(end => _responder.Database + end).Where(File.Exists))
        {
            File.Move(file, file + ".moved");
        }

        await File.WriteAllTextAsync(_responder.Database, "not a database", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _responder.DisposeAsync();
        _data.Dispose();
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task The_page_says_what_is_missing_and_is_accessible(bool isOperator, string path, string title)
    {
        foreach (var (scheme, width) in PageStateTests.Screens)
        {
            await using var view = await stage.OpenAsync(_responder, isOperator, path, scheme, width);

            Assert.Equal(title == "Figures unavailable" ? 503 : 200, view.Status);
            Assert.StartsWith(title, await view.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
            await PageStateTests.AssertIsAccessibleAsync(view, $"{scheme} {width}", width);
        }
    }

    [Fact]
    public async Task The_list_of_releases_says_that_its_clusters_are_unknown()
    {
        await using var view = await stage.OpenAsync(_responder, isOperator: true, "/releases", ColorScheme.Light, 1440);
        var cells = await view.Page.Locator("[data-label=Clusters]").AllInnerTextsAsync();

        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.Equal("unknown", cell));
    }
}
