using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecurityResponder.Charts.Tests;

public sealed class ScheduleTests
{
    private const string Default = "0 */8 * * *";
    private const int Minutes = 480;

    [Theory]
    [InlineData("", Default)]
    [InlineData("schedule: '17 3 * * *'", "17 3 * * *")]
    public async Task Without_a_cluster_the_schedule_is_as_written(string values, string schedule) =>
        Assert.Equal(schedule, (await Helm.TemplateAsync(values)).OfKind("CronJob")["spec.schedule"]!.Text);

    [Fact]
    public async Task On_a_cluster_the_default_schedule_moves_to_the_minute_of_its_UID()
    {
        await using var cluster = await FakeCluster.StartAsync("53741f60-f208-48fc-ae81-8a969510a598");

        Assert.Equal(ExpectedSchedule("53741f60-f208-48fc-ae81-8a969510a598"), await ScheduleOnAsync(cluster, ""));
        Assert.Contains("/api/v1/namespaces/kube-system", cluster.Asked);
    }

    [Fact]
    public async Task On_a_cluster_the_schedule_of_the_user_stays_as_written()
    {
        await using var cluster = await FakeCluster.StartAsync("53741f60-f208-48fc-ae81-8a969510a598");

        Assert.Equal("17 3 * * *", await ScheduleOnAsync(cluster, "schedule: '17 3 * * *'"));
        Assert.DoesNotContain("/api/v1/namespaces/kube-system", cluster.Asked);
    }

    [Fact]
    public async Task A_hundred_thousand_clusters_share_the_minutes_evenly_and_each_runs_three_times_a_day()
    {
        using var chart = new SpreadChart();
        var random = new Random(20260101);
        var uids = Enumerable.Range(0, 100_000).Select(_ => Version4(random)).ToList();

        var schedules = await chart.SpreadAsync(uids);

        var perMinute = new int[Minutes];
        foreach (var schedule in schedules)
        {
            perMinute[OffsetOf(schedule)]++;
        }

        Assert.Equal(uids.Count, schedules.Count);
        Assert.Equal(uids.Take(100).Select(ExpectedSchedule), schedules.Take(100));
        Assert.All(perMinute, count => Assert.InRange(count, 1, 1.35 * uids.Count / Minutes));
    }

    private static async Task<string> ScheduleOnAsync(FakeCluster cluster, string values)
    {
        // Asked to, Helm would check the objects against the cluster's OpenAPI document, which the fake does not have.
        string[] server = ["--dry-run=server", "--disable-openapi-validation"];
        var run = await Helm.RunAsync(["template", "any", Helm.Chart, .. server, "--values", "-"], values, cluster.Kubeconfig);
        Assert.True(run.ExitCode == 0, run.Error);
        return Manifest.Parse(run.Output).OfKind("CronJob")["spec.schedule"]!.Text;
    }

    // The rule once more, by other means: 48 bits of SHA-256 as one number.
    private static string ExpectedSchedule(string uid)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(uid));
        var offset = long.Parse(Convert.ToHexString(hash)[..12], NumberStyles.HexNumber, CultureInfo.InvariantCulture) % Minutes;
        var hour = offset / 60;
        return $"{offset % 60} {hour},{hour + 8},{hour + 16} * * *";
    }

    // The minute of the eight hours that a schedule names; fails on one that is not three times a day, eight hours apart.
    private static int OffsetOf(string schedule)
    {
        var fields = schedule.Split(' ');
        var hours = fields[1].Split(',').Select(hour => int.Parse(hour, CultureInfo.InvariantCulture)).ToList();
        var minute = int.Parse(fields[0], CultureInfo.InvariantCulture);
        Assert.True(hours is [< 8 and >= 0, _, _] && minute is >= 0 and < 60, schedule);
        Assert.True(hours[1] == hours[0] + 8 && hours[2] == hours[0] + 16 && fields[2..] is ["*", "*", "*"], schedule);
        return (hours[0] * 60) + minute;
    }

    private static string Version4(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
