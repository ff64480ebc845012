using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Tests.Settings;

/// <summary><c>--plan-window</c>.</summary>
public sealed class PlanWindowTests
{
    [Theory]
    [InlineData("mon-fri 22:00-04:00 Europe/Berlin", "monday tuesday wednesday thursday friday", "22:00", "04:00", "Europe/Berlin")]
    [InlineData("Saturday-monday 01:30-02:00", "saturday sunday monday", "01:30", "02:00", "UTC")]
    [InlineData("sun 00:00-23:59 Etc/GMT+3", "sunday", "00:00", "23:59", "Etc/GMT+3")]
    [InlineData("mon-sun 22:00-23:00", "monday tuesday wednesday thursday friday saturday sunday", "22:00", "23:00", "UTC")]
    public void Days_hours_and_time_zone_are_read(string text, string days, string start, string end, string zone)
    {
        var window = PlanWindow.Parse(text);

        Assert.Equal((days, start, end, zone), (string.Join(' ', window.Days), window.Start, window.End, window.TimeZone));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mon-fri")]
    [InlineData("22:00-04:00")]
    [InlineData("mo-fri 22:00-04:00")]
    [InlineData("mon-fri-sun 22:00-04:00")]
    [InlineData("mon-fri 22:00")]
    [InlineData("mon-fri 22-4")]
    [InlineData("mon-fri 22:00-24:00")]
    [InlineData("mon-fri 22:00-22:00")]
    [InlineData("mon-fri 22:00-04:00 Europe/Berlin now")]
    [InlineData("mon-fri 22:00-04:00 \"x\"")]
    public void Another_form_is_rejected(string text) => Assert.Throws<FormatException>(() => PlanWindow.Parse(text));
}
