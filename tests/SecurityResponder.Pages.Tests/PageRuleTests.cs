using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SecurityResponder.Releases;
using SecurityResponder.Server.Operators.Fleet;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Pages.Tests;

/// <summary>Shares, dates, links and addresses on pages.</summary>
public sealed class PageRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1 1 1", 3, "34 % 33 % 33 %")]
    [InlineData("2 1 1 1 1 1", 7, "29 % 15 % 14 % 14 % 14 % 14 %")]
    [InlineData("999 1", 1000, "100 % <1 %")]
    [InlineData("50 50", 105, "50 % 50 %")]
    [InlineData("60 <5 30", 100, "60 %  30 %")]
    [InlineData("60 <5 30", 85, "67 %  33 %")]
    [InlineData("<5 <5", 0, " ")]
    [InlineData("0", 0, "")]
    public void Shares_add_up_and_a_hidden_number_has_none(string parts, long whole, string shares) => Assert.Equal(
        shares,
        string.Join(' ', Shares.Of([.. parts.Split(' ').Select(Published)], new Figure(whole))));

    private static Figure Published(string text) =>
        new(text == "<5" ? null : long.Parse(text, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(1, "1 minute ago")]
    [InlineData(59, "59 minutes ago")]
    [InlineData(180, "3 hours ago")]
    [InlineData(24 * 60, "yesterday")]
    [InlineData(40 * 24 * 60, "40 days ago")]
    [InlineData(100 * 24 * 60, "3 months ago")]
    [InlineData(1000 * 24 * 60, "3 years ago")]
    public void A_time_is_shown_relative_to_now_too(int minutes, string ago) =>
        Assert.Equal(ago, DateModel.OfInstant(Now.AddMinutes(-minutes), Now).Ago);

    [Theory]
    [InlineData("2026-11-24", "today")]
    [InlineData("2026-11-23", "yesterday")]
    [InlineData("2026-11-25", "tomorrow")]
    [InlineData("2026-12-24", "in 30 days")]
    [InlineData("2027-11-24", "in 12 months")]
    [InlineData("2030-11-24", "in 4 years")]
    public void A_day_is_shown_relative_to_today_too(string day, string ago) => Assert.Equal(
        new DateModel(day, day, ago), DateModel.OfDay(DateOnly.Parse(day, CultureInfo.InvariantCulture), Now));

    [Theory]
    [InlineData(null, "https://github.com/rancher/rke2/releases/tag/v1.34.1%2Brke2r1")]
    [InlineData("https://example.org/notes", "https://example.org/notes")]
    public void Release_notes_are_those_of_the_feed_or_of_the_tag(string? notes, string href) => Assert.Equal(
        href, ReleaseNotes.Of(new Release { Version = ReleaseVersion.TryParse("v1.34.1+rke2r1")!, NotesUrl = notes }));

    [Theory]
    [InlineData("", "")]
    [InlineData("?window=7&cni=canal&q=%C3%BC+1&state=ended&silent=2&sort=-cves&page=3",
        "?window=7&cni=canal&q=%C3%BC%201&state=ended&silent=2&sort=-cves&page=3")]
    [InlineData("?sort=-seen&page=1&q=&state=&silent=", "")]
    [InlineData("?sort=seen", "?sort=seen")]
    [InlineData("?sort=--cves&state=none&silent=3&page=x&window=5", "")]
    [InlineData("?silent=30", "?window=90&silent=30")]
    [InlineData("?q=a&q=b", "?q=a,b")]
    [InlineData("?q=%00", "")]
    public void An_address_has_only_valid_parameters(string address, string valid) => Assert.Equal(
        valid,
        FleetQuery.Of(new QueryCollection(
            QueryHelpers.ParseQuery(address))).ToString().Replace("%2C", ",", StringComparison.Ordinal));
}
