using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using SecurityResponder.Assessments;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Tests.Reporting;

/// <summary>The command: same bytes, safe pages, one judgement, clear refusals.</summary>
public sealed class ReportCommandTests
{
    [Fact]
    public void The_order_of_the_feed_and_the_culture_do_not_change_a_byte()
    {
        using var first = Report.Of(ReportFeeds.Marked);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NegativeSign) = (",", "~");
            (other.DateTimeFormat.DateSeparator, other.DateTimeFormat.ShortDatePattern) = (".", "d/M/yy");
            CultureInfo.CurrentCulture = other;
            using var second = Report.Of(Reversed(ReportFeeds.Marked));

            Assert.Equal(first.Files, second.Files);
            // The copy of the feed is as it was given.
            Assert.All(first.Files.Where(file => file != "feed.json"), file => Assert.Equal(first.Text(file), second.Text(file)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public async Task The_time_zone_does_not_change_a_byte()
    {
        using var report = Report.Of(ReportFeeds.Marked);
        using var folder = new TemporaryFolder();
        var program = typeof(Program).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [program, "report", folder.Write("feed.json", ReportFeeds.Marked), "--out", folder.At("site")])
        {
            // Half a day from UTC, as a rule of POSIX: no file of time zones is needed.
            Environment = { ["TZ"] = "FAR-14" },
        })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.All(report.Files, file => Assert.Equal(report.Text(file), File.ReadAllText(Path.Combine(folder.At("site"), file))));
    }

    [Fact]
    public void Markup_in_a_feed_stays_text_on_every_page()
    {
        const string Hostile = "</td><script>alert(1)</script>\" onload='x' &amp; \u202e";
        using var report = Report.Of(ReportFeeds.WithEverywhere(Hostile));
        var pages = report.Files.Where(file => Path.GetExtension(file) is ".html" or ".xml").ToList();

        Assert.All(pages, page =>
        {
            var text = report.Text(page);
            Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
            Assert.DoesNotContain("</td><script", text, StringComparison.Ordinal);
            Assert.DoesNotMatch("href=\"javascript:", text);
            Assert.DoesNotMatch("<[^>]* onload=", text);
            Assert.DoesNotContain('\u202e', text);
        });
        Assert.Contains(pages, page => WebUtility.HtmlDecode(report.Text(page)).Contains("<script>alert(1)", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_page_has_a_strict_policy_and_loads_nothing_from_elsewhere()
    {
        using var report = Report.Of(ReportFeeds.Marked);
        Assert.All(report.Files.Where(file => file.EndsWith(".html", StringComparison.Ordinal)), page =>
        {
            var text = report.Text(page);
            Assert.Contains(
                "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; script-src 'self'", text,
                StringComparison.Ordinal);
            Assert.DoesNotMatch(@"<style|<script(?! src="")|\sstyle=|\son\w+=|src=""https?:|<link [^>]*href=""https?:", text);
        });
    }

    [Fact]
    public void Templates_write_nothing_unencoded() => Assert.All(
        Directory.EnumerateFiles(SharedData.Repository("src/SecurityResponder.Feed/Reporting/Pages"), "*.cshtml"), template =>
        {
            var text = File.ReadAllText(template);
            Assert.DoesNotMatch(@"WriteHtml|WriteLiteral|HtmlString|HtmlContent|Raw\(", text);
            Assert.DoesNotMatch(@"\sstyle\s*=|\son\w+\s*=|<style|<script(?! src="")|javascript:", text);
            Assert.DoesNotMatch(@"[a-z]=(@|')", text);
        });

    [Theory]
    [InlineData("v1.35.7+rke2r1", "v1.35.7_rke2r1")]
    [InlineData("CVE-2026-1", "CVE-2026-1")]
    [InlineData("a:b", "~a6b0f2b3e5cd4ecb")]
    [InlineData("..", "~5ec1f7e700f37c3d")]
    public void A_file_name_is_safe_and_unique(string text, string name)
    {
        Assert.Equal(name[0] == '~' ? 17 : name.Length, FileNames.Of(text).Length);
        Assert.Matches("^[A-Za-z0-9~][A-Za-z0-9._-]*$", FileNames.Of(text));
        Assert.Equal(name[0] == '~', FileNames.Of(text)[0] == '~');
        Assert.NotEqual(FileNames.Of(text + ":"), FileNames.Of(text));
    }

    [Fact]
    public void The_advice_counts_the_same_findings_as_the_list_of_the_release()
    {
        var feed = SecurityResponder.Feeds.Feed.FromAnswer(
            System.Text.Json.JsonSerializer.Deserialize(File.ReadAllBytes(SharedData.Repository("samples/feed.json")),
                AnswerJsonContext.Default.Answer)!);

        Assert.NotEmpty(feed.Releases);
        Assert.All(feed.Releases, release =>
        {
            var entry = ReleaseEntry.Of(feed, release, feed.GeneratedAt!.Value);
            Assert.Equal(Facts(entry.Facts.Findings), Facts(entry.Advice.Findings));
            Assert.Equal(
                entry.Facts.Undecided.Select(one => one.Advisory.Id), entry.Advice.Undecided.Select(one => one.Advisory.Id));
        });

        static IEnumerable<(string, string?)> Facts(IReadOnlyList<Finding> findings) =>
            findings.Select(finding => (finding.Advisory.Id, finding.FixedIn?.Version.ToString()));
    }

    [Fact]
    public void The_report_about_the_sample_has_a_page_for_every_release_and_its_markdown()
    {
        using var report = Report.Of(File.ReadAllText(SharedData.Repository("samples/feed.json")));
        var pages = report.Files.Where(file => file.StartsWith("releases/", StringComparison.Ordinal)).ToList();

        Assert.Equal(56 * 2, pages.Count);
        Assert.Matches("CVE-2025-1974 .*critical 9.8", report.Words("releases/v1.32.2_rke2r1.html"));
        Assert.True(Regex.Count(report.Text("releases/v1.32.0_rke2r1.html"), "data-label=\"Fixed in\"") >= 40);
    }

    [Theory]
    [InlineData("--base-url", "example.org", "expected an address such as")]
    [InlineData("--base-url", "javascript:alert(1)", "expected an address such as")]
    public void An_invalid_argument_is_refused(string option, string value, string message)
    {
        using var folder = new TemporaryFolder();
        var run = Run.Of("report", folder.Write("feed.json", ReportFeeds.Marked), "--out", folder.At("site"), option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("site")));
    }

    [Fact]
    public void An_invalid_feed_leaves_no_folder()
    {
        using var folder = new TemporaryFolder();
        var run = Run.Of("report", folder.Write("feed.json", "{\"versions\": 1}"), "--out", folder.At("site"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["feed.json"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    // Objects of all lists in reverse order.
    private static string Reversed(string feed)
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(feed)!.AsObject();
        foreach (var list in (string[])["support", "versions", "advisories"])
        {
            document[list] = new System.Text.Json.Nodes.JsonArray([.. document[list]!.AsArray().Reverse().Select(one => one!.DeepClone())]);
        }

        return document.ToJsonString();
    }
}
