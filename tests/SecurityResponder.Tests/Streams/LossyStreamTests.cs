using SecurityResponder.Streams;

namespace SecurityResponder.Tests.Streams;

public sealed class LossyStreamTests
{
    [Fact]
    public void What_is_written_arrives()
    {
        using var target = new MemoryStream();
        using var stream = new LossyStream(target);

        stream.Write([1, 2, 3], 1, 2);
        stream.Write([4]);
        stream.Flush();

        Assert.Equal([2, 3, 4], target.ToArray());
        Assert.Null(stream.Fault);
    }

    [Fact]
    public void After_the_first_error_nothing_is_written_and_nothing_fails()
    {
        using var target = new FailingStream(new IOException("No space left on device"), new IOException("another"));
        using var stream = new LossyStream(target);

        stream.Write([1]);
        stream.Write([2]);
        stream.Flush();

        Assert.Equal("No space left on device", stream.Fault);
        Assert.Equal(1, target.Attempts);
    }

    [Fact]
    public void A_closed_stream_is_named_as_such()
    {
        using var target = new FailingStream(new UnauthorizedAccessException("Access to the path is denied."));
        using var stream = new LossyStream(target);

        stream.Write([1]);

        Assert.Equal("it is closed", stream.Fault);
    }

    [Fact]
    public void A_mistake_of_the_program_is_no_loss()
    {
        using var target = new FailingStream(new InvalidOperationException());
        using var stream = new LossyStream(target);

        Assert.Throws<InvalidOperationException>(() => stream.Write([1]));
        Assert.Null(stream.Fault);
    }

    [Fact]
    public void It_can_only_be_written()
    {
        using var stream = new LossyStream(Stream.Null);

        Assert.Equal((false, false, true), (stream.CanRead, stream.CanSeek, stream.CanWrite));
        Assert.Throws<NotSupportedException>(() => stream.Length);
        Assert.Throws<NotSupportedException>(() => stream.Position);
        Assert.Throws<NotSupportedException>(() => stream.Position = 1);
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(1));
        Assert.Throws<NotSupportedException>(() => stream.Read([0], 0, 1));
    }

    private sealed class FailingStream(params Exception[] faults) : MemoryStream
    {
        public int Attempts { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => throw faults[Attempts++];
    }
}
