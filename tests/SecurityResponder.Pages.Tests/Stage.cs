using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SecurityResponder.Pages.Tests;
using SecurityResponder.Server.Tests;
using SecurityResponder.Server.Tests.Operators;

[assembly: AssemblyFixture(typeof(Stage))]

namespace SecurityResponder.Pages.Tests;

/// <summary>A headless Chromium, a responder with reports and one without, shared by all tests.</summary>
public sealed class Stage : IAsyncLifetime
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];

    private readonly TemporaryDirectory _full = new(), _empty = new(), _marked = new();
    private IPlaywright? _playwright;

    /// <summary>Null if Chromium is not installed.</summary>
    public IBrowser? Browser { get; private set; }

    internal RunningResponder Full { get; private set; } = null!;

    internal RunningResponder Empty { get; private set; } = null!;

    /// <summary>A responder with <see cref="MarkedFeed"/> and the clusters of <see cref="MarkedFleet"/>.</summary>
    internal RunningResponder Marked { get; private set; } = null!;

    internal byte[] Secret => File.ReadAllBytes(_full.File("secret.key"));

    /// <summary>The pages of <see cref="Full"/>: whether on the operators' port, and the path.</summary>
    public static TheoryData<bool, string> Pages => new()
    {
        { false, "/" }, { false, "/?cni=canal&window=7" }, { false, "/?os=nobody" }, { false, "/releases" },
        { false, "/releases/v1.34.1+rke2r1" }, { false, "/releases/v9.9.9" }, { true, "/" },
        { true, "/fleet?kubernetes=v1.33" }, { true, "/releases/v1.34.1+rke2r1" },
    };

    public async ValueTask InitializeAsync()
    {
        Full = await OperatorAccess.StartAsync(_full);
        Empty = await OperatorAccess.StartAsync(_empty);
        await Fleet.ReportAsync(Full);
        await File.WriteAllTextAsync(_marked.File("feed.json"), MarkedFeed.Json);
        Marked = await OperatorAccess.StartAsync(_marked, _marked.File("feed.json"));
        await MarkedFleet.ReportAsync(Marked);
        if (Chromium() is not { } program)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        // Root cannot set up the sandbox of Chromium, and all pages come from this test.
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, ChromiumSandbox = false });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Full.DisposeAsync();
        await Empty.DisposeAsync();
        await Marked.DisposeAsync();
        _full.Dispose();
        _empty.Dispose();
        _marked.Dispose();
    }

    /// <summary>Opens a page of the public or the operators' port in its own browser context.</summary>
    internal async Task<View> OpenAsync(
        bool isOperator, string path, bool isEmpty = false, bool isMarked = false, ColorScheme scheme = ColorScheme.Light,
        int width = 1280, bool hasScripts = true)
    {
        Assert.False(Browser is null && Environment.GetEnvironmentVariable("CI") == "true", "CI needs chromium");
        Assert.SkipWhen(Browser is null, "chromium is not installed; run make tools");
        var responder = isEmpty ? Empty : isMarked ? Marked : Full;
        var address = isOperator ? responder.OperatorAddress : responder.Client.BaseAddress!;
        var context = await Browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            HttpCredentials = isOperator
                ? new() { Username = "operator", Password = OperatorAccess.Token, Origin = address.GetLeftPart(UriPartial.Authority) }
                : null,
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            JavaScriptEnabled = hasScripts,
        });
        var view = new View(context, await context.NewPageAsync());
        await view.GoAsync(path);
        return view;
    }

    /// <summary>The path of Chromium; null if it is not installed.</summary>
    internal static string? Chromium() => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .SelectMany(folder => Programs.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

internal static class Responders
{
    public static T Get<T>(this RunningResponder responder) where T : notnull => responder.Services.GetRequiredService<T>();
}
