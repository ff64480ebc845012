using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace SecurityResponder.Feed.Tests.Reporting;

/// <summary>A headless Chromium and two reports, which it reads as if they were on a web server.</summary>
public sealed class ReportStage : IAsyncLifetime
{
    private const string Host = "http://report.test/rke2/";
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];

    private readonly Lazy<Report> _marked = new(() => Report.Of(ReportFeeds.Marked, ReportFeeds.Marked.Replace(
        "\"fixed\":\"1.3.3\"", "\"fixed\":\"1.3.1\"", StringComparison.Ordinal)));
    private readonly Lazy<Report> _large = new(() => Report.Of(ReportFeeds.Large));
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Chromium() is not { } program)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        // Root cannot set up the sandbox of Chromium, and all pages come from this test.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, ChromiumSandbox = false });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        foreach (var report in new[] { _marked, _large }.Where(report => report.IsValueCreated))
        {
            report.Value.Dispose();
        }
    }

    /// <summary>Opens a page in its own browser context. The test is skipped where Chromium is not installed, except in CI.</summary>
    internal async Task<ReportView> OpenAsync(
        string path, bool isLarge = false, ColorScheme scheme = ColorScheme.Light, int width = 1440, bool hasScripts = true)
    {
        Assert.False(_browser is null && Environment.GetEnvironmentVariable("CI") == "true", "CI needs chromium");
        Assert.SkipWhen(_browser is null, "chromium is not installed; run make tools");
        var folder = (isLarge ? _large : _marked).Value.Folder;
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Host,
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            JavaScriptEnabled = hasScripts,
        });
        var view = new ReportView(context, await context.NewPageAsync());
        await context.RouteAsync("**/*", route => FulfillAsync(route, folder, view.Missing));
        await view.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        return view;
    }

    // Everything outside of the site is refused and recorded.
    private static Task FulfillAsync(IRoute route, string folder, ConcurrentBag<string> missing)
    {
        var url = route.Request.Url;
        var file = url.StartsWith(Host, StringComparison.Ordinal)
            ? Path.Combine(folder, Uri.UnescapeDataString(new Uri(url).AbsolutePath["/rke2/".Length..])) : "";
        if (File.Exists(file))
        {
            return route.FulfillAsync(new() { Path = file });
        }

        missing.Add(url);
        return route.FulfillAsync(new() { Status = 404 });
    }

    private static string? Chromium() => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .SelectMany(folder => Programs.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

/// <summary>An open page with what went wrong in it.</summary>
internal sealed class ReportView : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public ReportView(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") { Errors.Add($"{message.Type}: {message.Text}"); } };
        page.PageError += (_, error) => Errors.Add(error);
        page.Dialog += (_, dialog) => Errors.Add($"dialog: {dialog.Message}");
    }

    public IPage Page { get; }

    /// <summary>The errors and warnings in the console.</summary>
    public ConcurrentBag<string> Errors { get; } = [];

    /// <summary>Requests for what the report does not contain.</summary>
    public ConcurrentBag<string> Missing { get; } = [];

    public ValueTask DisposeAsync() => new(_context.CloseAsync());
}
