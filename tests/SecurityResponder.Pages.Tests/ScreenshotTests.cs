using System.Buffers.Binary;
using Microsoft.Playwright;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Tests;
using SecurityResponder.Server.Tests.Operators;
using SecurityResponder.Server.Tests.Storage;

namespace SecurityResponder.Pages.Tests;

/// <summary>The screenshots of the pages in the documentation. <c>make screenshots</c> renews them.</summary>
public sealed class ScreenshotTests
{
    private const int MaxBytes = 200 * 1024;

    // Name, whether on the operators' port, path, color scheme, width, height.
    private static readonly (string Name, bool IsOperator, string Path, ColorScheme Scheme, int Width, int Height)[] Pictures =
    [
        ("light", false, "/", ColorScheme.Light, 1200, 1400),
        ("dark", false, "/", ColorScheme.Dark, 1200, 1500),
        ("phone", false, "/", ColorScheme.Light, 390, 1500),
        ("release", false, "/releases/v1.34.1+rke2r1", ColorScheme.Light, 1200, 850),
        ("fleet", true, "/fleet?sort=cluster", ColorScheme.Light, 1440, 1000),
        ("cluster", true, "/fleet?sort=cluster", ColorScheme.Light, 1200, 1100),
    ];

    [Fact]
    public async Task Every_screenshot_exists_and_is_small()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await TakeAsync();
        }

        foreach (var picture in Pictures)
        {
            var bytes = await File.ReadAllBytesAsync(PathOf(picture.Name), TestContext.Current.CancellationToken);
            Assert.InRange(bytes.Length, 1, MaxBytes);
            // The width of a PNG is at a fixed offset.
            Assert.Equal(picture.Width, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)));
        }
    }

    private static async Task TakeAsync()
    {
        using var data = new TemporaryDirectory();
        Showcase.Fill(data.Path, DateTimeOffset.UtcNow);
        await using var responder = await OperatorAccess.StartAsync(data);
        await NameSomeAsync(responder);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Stage.Chromium(),
            ChromiumSandbox = false,
            // A typical desktop font; the default of Debian is wider than most.
            Env = new Dictionary<string, string> { ["FONTCONFIG_FILE"] = await FontsAsync(data), ["HOME"] = data.Path },
        });
        foreach (var picture in Pictures)
        {
            await using var context = await browser.NewContextAsync(new()
            {
                BaseURL = (picture.IsOperator ? responder.OperatorAddress : responder.Client.BaseAddress!).ToString(),
                HttpCredentials = picture.IsOperator ? new() { Username = "operator", Password = OperatorAccess.Token } : null,
                ColorScheme = picture.Scheme,
                ViewportSize = new() { Width = picture.Width, Height = picture.Height },
            });
            var page = await context.NewPageAsync();
            await page.GotoAsync(picture.Path);
            if (picture.Name == "cluster")
            {
                await page.Locator("tbody th a").First.ClickAsync();
                await page.GetByRole(AriaRole.Heading, new() { Name = "History" }).WaitForAsync();
            }

            await page.ScreenshotAsync(new() { Path = PathOf(picture.Name) });
        }
    }

    private static async Task NameSomeAsync(RunningResponder responder)
    {
        var now = DateOnly.FromDateTime(DateTime.UtcNow);
        var clusters = await responder.Get<IFleet>().ListAsync(
            new FigureFilter(now.AddDays(-7), now, false, new Dictionary<string, string?>()));
        string[] names = ["production-eu-1", "production-us-1", "staging", "edge-hamburg", "edge-lisbon", "ci"];
        foreach (var (cluster, name) in clusters.Zip(names))
        {
            await responder.Get<IClusterNames>().SetNameAsync(cluster.ClusterId, name, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> FontsAsync(TemporaryDirectory data)
    {
        await File.WriteAllTextAsync(data.File("fonts.conf"),
            """
            <fontconfig><include>/etc/fonts/fonts.conf</include>
            <match><test name="family"><string>sans</string></test>
            <edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match>
            <match><test name="family"><string>sans-serif</string></test>
            <edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match>
            <match><test name="family"><string>system-ui</string></test>
            <edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match>
            </fontconfig>
            """,
            TestContext.Current.CancellationToken);
        return data.File("fonts.conf");
    }

    private static string PathOf(string name) => Path.Combine(Repository.Screenshots, name + ".png");
}
