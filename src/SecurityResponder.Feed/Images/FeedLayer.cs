using System.Formats.Tar;
using System.IO.Compression;

namespace SecurityResponder.Feed.Images;

/// <summary>The layer with the feed and its signatures, at the root of the image's file system.</summary>
/// <param name="Blob">The tar file, compressed with gzip.</param>
/// <param name="DiffId">The digest of the tar file before it was compressed.</param>
internal sealed record FeedLayer(byte[] Blob, string DiffId)
{
    /// <summary>Makes the layer. All time stamps are 0 and all files belong to root, so the same files make the same bytes.</summary>
    /// <param name="files">Name, e.g. <c>feed.json</c>, and content.</param>
    public static FeedLayer Of(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                writer.WriteEntry(LayoutEntry.File(name, new MemoryStream(content)));
            }
        }

        var bytes = tar.ToArray();
        using var blob = new MemoryStream();
        using (var gzip = new GZipStream(blob, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return new FeedLayer(blob.ToArray(), OciDescriptor.DigestOf(bytes));
    }
}
