using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>A Sigstore bundle signs a feed when there is no signature of the old form.</summary>
public sealed class FeedBundleTests : IDisposable
{
    private readonly SignedFeeds _feeds = new();

    public void Dispose() => _feeds.Dispose();

    [Fact]
    public async Task A_feed_with_a_bundle_is_accepted()
    {
        var run = await _feeds.RunSignedAsync(_feeds.File(SignedFeeds.Good, bundle: _feeds.Bundle(SignedFeeds.Good)));

        Assert.Contains("CVE-2026-0001", run.Output);
    }

    [Fact]
    public async Task A_bundle_of_another_feed_or_of_another_key_is_rejected()
    {
        using var other = new SignedFeeds();
        var changed = await _feeds.RunSignedAsync(_feeds.File(SignedFeeds.Good + " ", bundle: _feeds.Bundle(SignedFeeds.Good)));
        var foreign = await _feeds.RunSignedAsync(_feeds.File(SignedFeeds.Good, bundle: other.Bundle(SignedFeeds.Good)));

        Assert.Contains("feed.json.sigstore.json is not a signature of it with the configured key", changed.Last["reason"]);
        Assert.Contains("feed.json.sigstore.json is not a signature of it with the configured key", foreign.Last["reason"]);
        Assert.Equal("", changed.Output + foreign.Output);
    }

    [Theory]
    [InlineData("<html>", "$: expected well-formed JSON")]
    [InlineData("""{ "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "dsseEnvelope": {} }""",
        "$.messageSignature: expected the signature of a file")]
    public async Task A_bundle_that_cannot_be_read_is_rejected_with_the_position_of_the_error(string bundle, string reason) =>
        Assert.Contains(
            "feed.json.sigstore.json: " + reason,
            (await _feeds.RunSignedAsync(_feeds.File(SignedFeeds.Good, bundle: bundle))).Last["reason"]);

    [Fact]
    public async Task The_old_form_decides_when_both_exist()
    {
        var bundle = _feeds.Bundle(SignedFeeds.Good);
        var good = await _feeds.RunSignedAsync(_feeds.File(SignedFeeds.Good, _feeds.Sign(SignedFeeds.Good), "nonsense"));
        var stale = await _feeds.RunSignedAsync(_feeds.File(SignedFeeds.Good, _feeds.Sign("another feed"), bundle));

        Assert.Contains("CVE-2026-0001", good.Output);
        Assert.Contains("feed.json.sig is not a signature of it", stale.Last["reason"]);
    }

    [Fact]
    public async Task A_mirror_is_asked_for_the_bundle_only_when_it_has_no_signature_of_the_old_form()
    {
        await using var mirror = await FakeResponder.StartAsync(
            [Answer.Json(200, SignedFeeds.Good), Answer.Json(404, ""), Answer.Json(200, _feeds.Bundle(SignedFeeds.Good))]);
        var run = await _feeds.RunSignedAsync(new Uri(mirror.Endpoint, "/feed.json").AbsoluteUri, "--ca-file", mirror.CaFile);

        Assert.Contains("CVE-2026-0001", run.Output);
        Assert.Equal(
            ["GET /feed.json", "GET /feed.json.sig", "GET /feed.json.sigstore.json"],
            mirror.Requests.All.Select(request => request.ToString()));
    }

    [Fact]
    public async Task A_mirror_that_fails_on_the_bundle_is_asked_again_by_the_next_run()
    {
        await using var mirror = await FakeResponder.StartAsync(
            [Answer.Json(200, SignedFeeds.Good), Answer.Json(404, ""), Answer.Json(503, "")]);
        var run = await _feeds.RunSignedAsync(new Uri(mirror.Endpoint, "/feed.json").AbsoluteUri, "--ca-file", mirror.CaFile);

        Assert.Equal("the feed cannot be fetched; the next run tries again", run.Last.Message);
    }

    [Fact]
    public async Task A_feed_without_any_signature_is_rejected_with_both_names()
    {
        var reason = (await _feeds.RunSignedAsync(_feeds.File(SignedFeeds.Good))).Last["reason"];

        Assert.Contains("it is not signed: there is no ", reason);
        Assert.Contains("feed.json.sig and no ", reason);
        Assert.EndsWith("feed.json.sigstore.json", reason, StringComparison.Ordinal);
    }
}
