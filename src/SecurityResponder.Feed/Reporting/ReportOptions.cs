using System.CommandLine;
using SecurityResponder.Feed.Building;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting;

/// <summary>The options of a report; <c>report</c> and <c>build</c> have them.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string?> _folder;
    private readonly Option<string?> _baseUrl = new("--base-url")
    {
        Description = "the address of the report's site, e.g. https://example.org/rke2/, for the Atom feed",
        HelpName = "URL",
    };

    private readonly Option<string?> _previous = new("--previous")
    {
        Description = "an older feed; the report lists the changes since then",
        HelpName = "FEED",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The name of the option with the folder.</param>
    /// <param name="isRequired">Whether the folder must be given.</param>
    public ReportOptions(Command command, string name, bool isRequired)
    {
        _folder = new Option<string?>(name)
        {
            Description = "the folder of the report: Markdown and a static web site; an older report in it is replaced",
            Required = isRequired,
            HelpName = "DIR",
        };
        command.Options.Add(_folder);
        command.Options.Add(_baseUrl);
        command.Options.Add(_previous);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_folder) is null && (result.GetValue(_baseUrl) ?? result.GetValue(_previous)) is not null)
            {
                result.AddError($"--base-url and --previous are about a report: expected {name} DIR");
            }

            if (result.GetValue(_baseUrl) is { } url && Address(url) is null)
            {
                result.AddError($"--base-url {SafeText.Line(url)}: expected an address such as https://example.org/rke2/");
            }
        });
    }

    /// <summary>The folder; null for no report.</summary>
    public string? Folder(ParseResult result) => result.GetValue(_folder);

    /// <summary>The address of the site, which ends with a slash; null when it is not given.</summary>
    public string? BaseUrl(ParseResult result) => Address(result.GetValue(_baseUrl));

    /// <summary>The older feed; null when none is given.</summary>
    /// <exception cref="InvalidSourceException">It is no feed.</exception>
    public Feeds.Feed? Previous(ParseResult result) =>
        result.GetValue(_previous) is { } path ? FeedFile.Parse(SourceReader.Single(path)) : null;

    private static string? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Query == "" && uri.Fragment == ""
            ? uri.AbsoluteUri.TrimEnd('/') + "/" : null;
}
