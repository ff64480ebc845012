using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SecurityResponder.Pages.Tests;
using SecurityResponder.Server.Tests;
using SecurityResponder.Server.Tests.Operators;

[assembly: AssemblyFixture(typeof(Stage))]

namespace SecurityResponder.Pages.Tests;

/// <summary>A headless Chromium, a responder with reports and one without, for all tests.</summary>
public sealed class Stage : IAsyncLifetime
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];

    private readonly TemporaryDirectory _full = new(), _empty = new();
    private IPlaywright? _playwright;

    /// <summary>Null where there is no Chromium.</summary>
    public IBrowser? Browser { get; private set; }

    internal RunningResponder Full { get; private set; } = null!;

    internal RunningResponder Empty { get; private set; } = null!;

    internal byte[] Secret => File.ReadAllBytes(_full.File("secret.key"));

    /// <summary>The pages of <see cref="Full"/>, by port: whether it is the operators', and the path.</summary>
    public static TheoryData<bool, string> Pages => new()
    {
        { false, "/" }, { false, "/?cni=canal&window=7" }, { false, "/?os=nobody" }, { false, "/releases" }, { false, "/releases/v1.34.1+rke2r1" },
        { false, "/releases/v9.9.9" }, { true, "/" }, { true, "/fleet?kubernetes=v1.33" }, { true, "/releases/v1.34.1+rke2r1" },
    };

    public async ValueTask InitializeAsync()
    {
        Full = await OperatorAccess.StartAsync(_full);
        Empty = await OperatorAccess.StartAsync(_empty);
        await Fleet.ReportAsync(Full);
        if (Chromium() is not { } program)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        // Chromium's own sandbox cannot be set up by root, and nothing here comes from anybody else.
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
        _full.Dispose();
        _empty.Dispose();
    }

    /// <summary>A page in a browser of its own, at an address of the public port or of the operators'.</summary>
    internal async Task<View> OpenAsync(
        bool isOperator, string path, bool isEmpty = false, ColorScheme scheme = ColorScheme.Light, int width = 1280, bool hasScripts = true)
    {
        Assert.False(Browser is null && Environment.GetEnvironmentVariable("CI") == "true", "there must be a chromium where changes are checked");
        Assert.SkipWhen(Browser is null, "no chromium on this machine: make tools installs it");
        var responder = isEmpty ? Empty : Full;
        var address = isOperator ? responder.OperatorAddress : responder.Client.BaseAddress!;
        var context = await Browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            HttpCredentials = isOperator ? new() { Username = "operator", Password = OperatorAccess.Token, Origin = address.GetLeftPart(UriPartial.Authority) } : null,
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            JavaScriptEnabled = hasScripts,
        });
        var view = new View(context, await context.NewPageAsync());
        await view.GoAsync(path);
        return view;
    }

    /// <summary>Where a Chromium is; null when there is none.</summary>
    internal static string? Chromium() => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .SelectMany(folder => Programs.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

internal static class Responders
{
    public static T Get<T>(this RunningResponder responder) where T : notnull => responder.Services.GetRequiredService<T>();
}
