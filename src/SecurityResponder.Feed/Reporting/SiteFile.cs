namespace SecurityResponder.Feed.Reporting;

/// <summary>A file of the report.</summary>
/// <param name="Path">Its path in the folder, with slashes, e.g. <c>releases/v1.35.7_rke2r1.html</c>.</param>
/// <param name="Render">Makes its content.</param>
internal sealed record SiteFile(string Path, Func<byte[]> Render);
