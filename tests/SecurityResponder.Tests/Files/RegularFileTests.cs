using System.Diagnostics;
using System.Text;
using SecurityResponder.Files;

namespace SecurityResponder.Tests.Files;

public sealed class RegularFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 10)]
    [InlineData(5_000, 5_000)]
    [InlineData(100_000, 200_000)]
    public void A_file_is_read_whole(int length, int maxBytes)
    {
        var file = Write(new string('a', length));

        Assert.Equal(length, RegularFile.Read(file, maxBytes).Length);
    }

    [Theory]
    [InlineData(11, 10)]
    [InlineData(5_001, 5_000)]
    public void A_longer_file_is_refused_with_its_limit(int length, int maxBytes)
    {
        var file = Write(new string('a', length));

        Assert.Equal($"{file} is longer than {maxBytes} bytes", Assert.Throws<IOException>(() => RegularFile.Read(file, maxBytes)).Message);
    }

    [Fact]
    public void A_file_without_a_length_of_its_own_is_read_whole()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has /proc");

        Assert.True(RegularFile.Read("/proc/self/maps", 1 << 24).Length > 4_096);
        Assert.Equal(File.ReadAllText("/proc/version"), RegularFile.ReadText("/proc/version", 4_096));
    }

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_text() => Assert.Equal("{}", RegularFile.ReadText(Write("\uFEFF{}"), 10));

    [Fact]
    public void A_folder_a_device_and_a_pipe_are_no_regular_files_and_a_link_to_a_file_is_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells them apart here");
        var pipe = Path.Combine(_folder.FullName, "pipe");
        using (var program = Process.Start("mkfifo", [pipe]))
        {
            program.WaitForExit();
        }

        var link = Path.Combine(_folder.FullName, "link");
        File.CreateSymbolicLink(link, Write("text"));

        Assert.All([_folder.FullName, "/dev/zero", pipe], path =>
        {
            Assert.False(RegularFile.IsRegular(path));
            Assert.Equal($"{path} is not a regular file", Assert.Throws<IOException>(() => RegularFile.Read(path, 10)).Message);
        });
        Assert.Equal("text", Encoding.UTF8.GetString(RegularFile.Read(link, 10)));
        Assert.Throws<FileNotFoundException>(() => RegularFile.Read(Path.Combine(_folder.FullName, "none"), 10));
    }

    private string Write(string text)
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, text);
        return file;
    }
}
