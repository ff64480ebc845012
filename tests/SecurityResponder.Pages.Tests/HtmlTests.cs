using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using CsCheck;
using RazorSlices;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Tests;
using SecurityResponder.Text;

namespace SecurityResponder.Pages.Tests;

/// <summary>No value that a page shows can become markup.</summary>
public sealed class HtmlTests
{
    private const string Hostile = "</td><script>alert(1)</script>\" onload='x' &amp; {{x}} `";

    private static readonly string Templates =
        Path.Combine(Path.GetDirectoryName(Repository.SampleFeed)!, "..", "src", "SecurityResponder.Server", "Pages");

    /// <summary>Every page, with the same text wherever a text is shown.</summary>
    private static readonly Dictionary<string, Func<string, RazorSlice>> Pages = new()
    {
        ["HomePage"] = text => HomePage.Create(Home(text, new HomeTablesModel(
            new ActiveTableModel(Downloads(text), [new DayModel(text, text, true), new DayModel(text, text, false)]),
            Table(text), [Table(text)]))),
        ["HomePage without tables"] = text => HomePage.Create(Home(text, null)),
        ["ReleaseListPage"] = text => ReleaseListPage.Create(
            new ReleaseListModel(
                Layout(text), [ReleaseRow(text), new ReleaseRowModel(text, text, [], Badge(text))], Date(text), true, 30, true)),
        ["ReleaseListPage without releases"] = text => ReleaseListPage.Create(
            new ReleaseListModel(Layout(text), [], Date(text), false, 30, false)),
        ["ReleasePage"] = text => ReleasePage.Create(new ReleaseModel(
            Layout(text), new ReleaseFactsModel(text, [Badge(text)], Date(text), Badge(text), text, text), text, [Badge(text)],
            [new FindingModel(Cve(text), [new ComparedModel(text, text)], true, new LinkModel(text, text), text, text, text)],
            [new NotAffectedModel(Cve(text), text, text, text, text)], [new UndecidedModel(Cve(text), [text])],
            new GoModel(text, [Cve(text)]), [new ComponentModel(text, text)], Date(text))),
        ["FleetPage"] = text => FleetPage.Create(FleetOf(text, [FleetRow(text, text), FleetRow(text, null)])),
        ["FleetPage without clusters"] = text => FleetPage.Create(FleetOf(text, [])),
        ["ClusterPage"] = text => ClusterPage.Create(ClusterOf(text)),
        ["MessagePage"] = text => MessagePage.Create(new MessageModel(Layout(text), text, text, [new LinkModel(text, text)])),
    };

    public static TheoryData<string> PageNames => [.. Pages.Keys];

    [Theory, MemberData(nameof(PageNames))]
    public async Task A_hostile_value_is_text_wherever_it_is_shown(string name)
    {
        var page = await RenderAsync(Pages[name](Hostile));

        Assert.Contains("alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Equal(
            await RenderAsync(Pages[name]("harmless")),
            page.Replace(HtmlEncoder.Create(UnicodeRanges.All).Encode(Hostile), "harmless", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_page_template_is_covered() => Assert.Equal(
        Directory.EnumerateFiles(Templates, "*Page.cshtml").Select(Path.GetFileNameWithoutExtension).Order(),
        Pages.Keys.Where(name => !name.Contains(' ', StringComparison.Ordinal)).Order());

    [Fact]
    public Task A_page_shows_any_text_as_it_is() => Gen.String.SampleAsync(async text =>
    {
        var page = await RenderAsync(MessagePage.Create(new MessageModel(Layout("title"), text, "text", [])));
        var heading = Regex.Match(page, "<h1>([^<>\"']*)</h1>");
        // The encoder replaces half a surrogate pair, which is not a character.
        return heading.Success
            && WebUtility.HtmlDecode(heading.Groups[1].Value) == string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
    });

    [Fact]
    public async Task Letters_of_all_scripts_are_sent_as_they_are() =>
        Assert.Contains(
            "<h1>Übung, 日本語</h1>",
            await RenderAsync(MessagePage.Create(new MessageModel(Layout("title"), "Übung, 日本語", "text", []))),
            StringComparison.Ordinal);

    [Fact]
    public void Templates_write_nothing_unencoded_and_put_values_only_where_encoding_is_enough() =>
        Assert.All(Directory.EnumerateFiles(Templates, "*.cshtml"), template =>
        {
            var text = File.ReadAllText(template);
            Assert.DoesNotMatch(@"WriteHtml|WriteLiteral|HtmlString|HtmlContent|Raw\(", text);
            // No value in a style, an event handler or an inline script, and none in an attribute without double quotes.
            Assert.DoesNotMatch(@"\sstyle\s*=|\son\w+\s*=|<style|<script(?! src="")|javascript:", text);
            Assert.DoesNotMatch(@"[a-z]=(@|')", text);
        });

    [Theory]
    [InlineData("two\nlines", "two\ufffdlines")]
    [InlineData("\u202egnp.exe", "\ufffdgnp.exe")]
    [InlineData("\u0000\u001b[31m", "\ufffd\ufffd[31m")]
    [InlineData("zero\u200bwidth\ufeff", "zero\ufffdwidth\ufffd")]
    [InlineData("Übung, 日本語, 😀", "Übung, 日本語, 😀")]
    public void Invisible_characters_are_replaced(string text, string shown) => Assert.Equal(shown, SafeText.Page(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("a\ufffdb", SafeText.Page("a\ud800b"));

    private static async Task<string> RenderAsync(RazorSlice page) =>
        Encoding.UTF8.GetString((await PageRenderer.RenderAsync(page)).In(ContentCoding.Identity));

    private static LayoutModel Layout(string text) =>
        new(text, [new LinkModel(text, text, true), new LinkModel(text, text)], true) { StyleHref = text, IconHref = text };

    private static DateModel Date(string text) => new(text, text, text);

    private static BadgeModel Badge(string text) => new(text, text);

    private static DownloadsModel Downloads(string text) => new(text, text, text);

    private static FiltersModel Filters(string text) =>
        new([new LinkModel(text, text, true)], [new FilterModel(text, text, text)], text, text);

    private static CveModel Cve(string text) => new(text, text, text, text, Badge(text), Badge(text), text);

    private static HomeModel Home(string text, HomeTablesModel? tables) => new(
        Layout(text), text, text, 30, [new FactModel(text, text, text, text)], Downloads(text), Filters(text),
        tables, text, true, text, false, Date(text), Date(text), tables is null);

    private static FigureTableModel Table(string text) => new(
        text, text, text, Downloads(text),
        [
            new FigureRowModel(
                text, true, text, text, text, text, text,
                new VersionCvesModel(text, true, text, text, text, [Badge(text)], text), Badge(text)),
            new FigureRowModel(text, false, null, text, text, text, text, null, null),
        ]);

    private static FleetRowModel FleetRow(string text, string? href) => new(
        new ClusterNameModel(text, href, 80, text, text, text), href, text, href, [Badge(text)], Badge(text))
    {
        HasCves = true,
        Cves = text,
        Levels = [Badge(text)],
        Upgrade = href is null ? null : new LinkModel(text, text),
        Advice = [text],
        LastSeen = Date(text),
    };

    private static ReleaseRowModel ReleaseRow(string text) => new(text, text, [Badge(text)], Badge(text))
    {
        Released = Date(text),
        NotesHref = text,
        Clusters = new LinkModel(text, text),
    };

    private static FleetModel FleetOf(string text, IReadOnlyList<FleetRowModel> rows) => new(
        Layout(text), text, 30, Filters(text),
        new FleetFormModel(
            text, 80, [new ChoiceModel(text, text, true)], [new ChoiceModel(text, text, false)], [new ParameterModel(text, text)], text,
            text))
    {
        HasFeed = rows.Count > 0,
        Columns = [new SortModel(text, text, text, true), new SortModel(null, text, null, false)],
        Clusters = rows,
        EmptyText = text,
        Pager = new PagerModel(text, text, text, text, text),
        CsvHref = text,
    };

    private static ClusterModel ClusterOf(string text) => new(Layout(text), text, FleetRow(text, text))
    {
        HasFeed = false,
        CvesHeading = text,
        Findings = [new FindingModel(Cve(text), [new ComparedModel(text, text)], true, null, text, text, text)],
        Undecided = [new UndecidedModel(Cve(text), [text])],
        Reported = [new ComponentModel(text, text)],
        History = [new VersionPeriodModel(text, text, text, text, text, text), new VersionPeriodModel(text, null, text, text, text, null)],
        HistorySince = Date(text),
    };
}
