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

    /// <summary>The page of the cluster with <see cref="Fleet.KnownUuid"/>.</summary>
    public const string KnownCluster = "/fleet/clusters/KNOWN";

    private readonly TemporaryDirectory _full = new(), _empty = new(), _marked = new(), _withoutFeed = new();
    private IPlaywright? _playwright;

    /// <summary>Null if Chromium is not installed.</summary>
    public IBrowser? Browser { get; private set; }

    internal RunningResponder Full { get; private set; } = null!;

    internal RunningResponder Empty { get; private set; } = null!;

    /// <summary>A responder with <see cref="MarkedFeed"/> and the clusters of <see cref="MarkedFleet"/>.</summary>
    internal RunningResponder Marked { get; private set; } = null!;

    /// <summary>A responder that has not got a feed yet.</summary>
    internal RunningResponder WithoutFeed { get; private set; } = null!;

    internal byte[] Secret => File.ReadAllBytes(_full.File("secret.key"));

    /// <summary>The pages of <see cref="Full"/>: whether on the operators' port, and the path.</summary>
    public static TheoryData<bool, string> Pages => new()
    {
        { false, "/" }, { false, "/?cni=canal&window=7" }, { false, "/?os=nobody" }, { false, "/releases" },
        { false, "/releases/v1.34.1+rke2r1" }, { false, "/releases/v9.9.9" }, { true, "/" },
        { true, "/fleet?kubernetes=v1.33" }, { true, "/fleet?q=v1.34.2&state=ended&sort=-cves" }, { true, "/fleet?q=nothing" },
        { true, KnownCluster }, { true, "/releases" }, { true, "/releases/v1.34.1+rke2r1" },
    };

    public async ValueTask InitializeAsync()
    {
        Full = await OperatorAccess.StartAsync(_full);
        Empty = await OperatorAccess.StartAsync(_empty);
        await Fleet.ReportAsync(Full);
        await File.WriteAllTextAsync(_marked.File("feed.json"), MarkedFeed.Json);
        Marked = await OperatorAccess.StartAsync(_marked, _marked.File("feed.json"));
        await MarkedFleet.ReportAsync(Marked);
        WithoutFeed = await OperatorAccess.StartAsync(_withoutFeed, "http://127.0.0.1:1/v1/feed");
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
        await WithoutFeed.DisposeAsync();
        _full.Dispose();
        _empty.Dispose();
        _marked.Dispose();
        _withoutFeed.Dispose();
    }

    /// <summary>Opens a page of the public or the operators' port in its own browser context.</summary>
    internal Task<View> OpenAsync(
        bool isOperator, string path, bool isEmpty = false, bool isMarked = false, bool hasFeed = true,
        ColorScheme scheme = ColorScheme.Light, int width = 1280, bool hasScripts = true) => OpenAsync(
            !hasFeed ? WithoutFeed : isEmpty ? Empty : isMarked ? Marked : Full, isOperator, path, scheme, width, hasScripts);

    /// <summary>Opens a page of a responder.</summary>
    internal async Task<View> OpenAsync(
        RunningResponder responder, bool isOperator, string path, ColorScheme scheme, int width, bool hasScripts = true)
    {
        Assert.False(Browser is null && Environment.GetEnvironmentVariable("CI") == "true", "CI needs chromium");
        Assert.SkipWhen(Browser is null, "chromium is not installed; run make tools");
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
        await view.GoAsync(path.Replace("KNOWN", KnownId, StringComparison.Ordinal));
        return view;
    }

    /// <summary>The id of the cluster with <see cref="Fleet.KnownUuid"/>.</summary>
    internal string KnownId => Convert.ToHexStringLower(Server.Storage.StoredReport.Hash(Fleet.KnownUuid, Secret));

    /// <summary>The path of Chromium; null if it is not installed.</summary>
    internal static string? Chromium() => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .SelectMany(folder => Programs.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

internal static class Responders
{
    public static T Get<T>(this RunningResponder responder) where T : notnull => responder.Services.GetRequiredService<T>();
}
