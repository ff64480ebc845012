using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecurityResponder.Charts.Tests;

public sealed class ScheduleTests
{
    private const string Default = "0 */8 * * *";
    private const string Uid = "53741f60-f208-48fc-ae81-8a969510a598";
    private const string Forbidden = "namespaces \"kube-system\" is forbidden";
    private const int Minutes = 480;

    // Asked to, Helm would check the objects against the cluster's OpenAPI document, which the fake does not have.
    private static readonly string[] OnServer = ["--dry-run=server", "--disable-openapi-validation"];

    [Theory]
    [InlineData("", Default)]
    [InlineData("schedule: ''", Default)]
    [InlineData("schedule: '17 3 * * *'", "17 3 * * *")]
    public async Task Without_a_cluster_the_schedule_is_as_written(string values, string schedule) =>
        Assert.Equal(schedule, (await Helm.TemplateAsync(values)).OfKind("CronJob")["spec.schedule"]!.Text);

    [Theory]
    [InlineData("")]
    [InlineData("schedule: ''")]
    [InlineData("schedule: '0 */8 * * *'")]
    public async Task On_a_cluster_the_default_schedule_moves_to_the_minute_of_its_UID(string values)
    {
        await using var cluster = await FakeCluster.StartAsync(Uid);
        var manifests = await RenderOnAsync(cluster, values);

        Assert.Equal(ExpectedSchedule(Uid), manifests.OfKind("CronJob")["spec.schedule"]!.Text);
        Assert.DoesNotContain("SECURITY_RESPONDER_MAX_DELAY", manifests.Environment().Keys);
        Assert.Equal("600", manifests.OfKind("CronJob")["spec.jobTemplate.spec.activeDeadlineSeconds"]!.Text);
        Assert.Contains("GET /api/v1/namespaces/kube-system", cluster.Requests);
    }

    [Fact]
    public async Task Where_the_namespace_may_not_be_read_the_install_succeeds_without_the_look_up_and_the_program_spreads_its_runs()
    {
        await using var cluster = await FakeCluster.StartAsync(Uid, allowsNamespaces: false);
        var manifests = await RenderOnAsync(cluster, "scheduleLookup: false");
        var variables = manifests.Container()["env"]!.Items.ToDictionary(variable => variable["name"]!.Text);

        Assert.Equal(Default, manifests.OfKind("CronJob")["spec.schedule"]!.Text);
        Assert.Equal("300", variables["SECURITY_RESPONDER_MAX_DELAY"]["value"]!.Text);
        Assert.Equal("metadata.labels['job-name']", variables["SECURITY_RESPONDER_JOB"]["valueFrom.fieldRef.fieldPath"]!.Text);
        Assert.Equal("900", manifests.OfKind("CronJob")["spec.jobTemplate.spec.activeDeadlineSeconds"]!.Text);
        Assert.DoesNotContain("GET /api/v1/namespaces/kube-system", cluster.Requests);
    }

    [Fact]
    public async Task A_forbidden_look_up_fails_with_a_message_that_the_README_lists()
    {
        await using var cluster = await FakeCluster.StartAsync(Uid, allowsNamespaces: false);
        var readme = await File.ReadAllTextAsync(Path.Combine(Helm.Chart, "README.md"), TestContext.Current.CancellationToken);

        var run = await Helm.RunAsync(["template", "any", Helm.Chart, .. OnServer], kubeconfig: cluster.Kubeconfig);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(Forbidden, run.Error, StringComparison.Ordinal);
        Assert.Contains(Forbidden, readme, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("schedule: '17 3 * * *'", false)]
    [InlineData("check: {feed: /feed.json}", false)]
    [InlineData("check: {feed: /feed.json, report: true}", true)]
    [InlineData("check: {feed: 'https://mirror.example.com/feed.json'}", true)]
    [InlineData("check: {disabled: true}", false)]
    public async Task Only_a_run_that_sends_a_request_on_the_common_schedule_waits(string values, bool waits) =>
        Assert.Equal(waits, (await Helm.TemplateAsync(values)).Environment().ContainsKey("SECURITY_RESPONDER_MAX_DELAY"));

    [Fact]
    public async Task On_a_cluster_the_schedule_of_the_user_stays_as_written()
    {
        await using var cluster = await FakeCluster.StartAsync(Uid);
        var manifests = await RenderOnAsync(cluster, "schedule: '17 3 * * *'");

        Assert.Equal("17 3 * * *", manifests.OfKind("CronJob")["spec.schedule"]!.Text);
        Assert.DoesNotContain("GET /api/v1/namespaces/kube-system", cluster.Requests);
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

    private static async Task<IReadOnlyList<Manifest>> RenderOnAsync(FakeCluster cluster, string values)
    {
        var run = await Helm.RunAsync(["template", "any", Helm.Chart, .. OnServer, "--values", "-"], values, cluster.Kubeconfig);
        Assert.True(run.ExitCode == 0, run.Error);
        return Manifest.Parse(run.Output);
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
