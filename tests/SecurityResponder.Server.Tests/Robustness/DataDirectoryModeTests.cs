using System.Runtime.Versioning;

namespace SecurityResponder.Server.Tests.Robustness;

/// <summary>A data directory that others can read. At first, so was the database in it.</summary>
[SupportedOSPlatform("linux")]
public sealed class DataDirectoryModeTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_database_in_a_directory_that_others_can_read_is_its_owners_only()
    {
        Directory.CreateDirectory(_data.File("data"), Owner | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        await using var responder = await RunningResponder.StartAsync(_data.File("data"));
        (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();

        Assert.Equal(4, Directory.GetFiles(_data.File("data")).Length);
        Assert.All(Directory.GetFiles(_data.File("data")), file => Assert.Equal((file, Owner), (file, File.GetUnixFileMode(file))));
    }

    [Fact]
    public async Task A_database_that_others_could_read_is_theirs_no_more()
    {
        await using (await RunningResponder.StartAsync(_data.Path))
        {
        }

        var database = _data.File("reports.db");
        File.SetUnixFileMode(database, Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using var responder = await RunningResponder.StartAsync(_data.Path);

        Assert.Equal(Owner | UnixFileMode.GroupRead, File.GetUnixFileMode(database));
    }
}
