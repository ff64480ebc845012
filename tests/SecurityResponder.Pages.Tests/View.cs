using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace SecurityResponder.Pages.Tests;

/// <summary>An open page with the console errors and requests of the browser.</summary>
internal sealed class View : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public View(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") { Errors.Add($"{message.Type}: {message.Text}"); } };
        page.PageError += (_, error) => Errors.Add(error);
        page.Dialog += (_, dialog) => Errors.Add($"dialog: {dialog.Message}");
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>The errors and warnings in the console.</summary>
    public ConcurrentBag<string> Errors { get; } = [];

    /// <summary>The URLs of all requests.</summary>
    public ConcurrentBag<string> Requests { get; } = [];

    public int Status { get; private set; }

    public async Task GoAsync(string path) => Status = (await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load }))!.Status;

    /// <summary>The figures of a table by value.</summary>
    public async Task<Dictionary<string, string>> TableAsync(string name)
    {
        var cells = await Page.EvaluateAsync<string[][]>(
            """
            name => [...document.querySelectorAll(`table[data-table="${name}"] tbody tr`)]
              .map(row => [row.querySelector("th time") ?? row.querySelector("th"), row.querySelector("[data-figure]")]
                .map(cell => cell.textContent.trim()))
            """,
            name);
        return cells.ToDictionary(cell => cell[0], cell => cell[1]);
    }

    public async Task<string> FigureAsync(string name) => (await Page.Locator($"[data-figure={name}]").TextContentAsync())!.Trim();

    public ValueTask DisposeAsync() => new(_context.CloseAsync());
}
