using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_secret_is_created_once_and_only_its_owner_can_read_it()
    {
        var first = DataDirectory.Open(_directory.File("new"));
        var second = DataDirectory.Open(_directory.File("new"));

        Assert.Equal(32, first.Secret.Length);
        Assert.Equal(first.Secret, second.Secret);
        Assert.NotEqual(first.Secret, DataDirectory.Open(_directory.File("other")).Secret);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory.File("new/secret.key")));
        }
    }

    [Fact]
    public void A_truncated_secret_is_refused()
    {
        File.WriteAllBytes(_directory.File("secret.key"), [1, 2, 3]);

        Assert.Contains("holds 3 bytes", Assert.Throws<InvalidSettingsException>(() => DataDirectory.Open(_directory.Path)).Message);
    }

    [Fact]
    public void A_database_without_its_secret_does_not_get_a_new_secret()
    {
        DataDirectory.Open(_directory.Path);
        ReportDatabase.Open(DataDirectory.DatabaseIn(_directory.Path)).Dispose();
        File.Delete(_directory.File("secret.key"));

        var refused = Assert.Throws<InvalidSettingsException>(() => DataDirectory.Open(_directory.Path));
        Assert.Contains("is missing beside a database", refused.Message);
    }

    [Fact]
    public void A_path_that_is_not_a_directory_is_refused()
    {
        File.WriteAllText(_directory.File("file"), "");

        var refused = Assert.Throws<InvalidSettingsException>(() => DataDirectory.Open(_directory.File("file")));
        Assert.StartsWith("data directory ", refused.Message);
    }

    [Fact]
    public void A_shared_secret_is_used_and_no_other_is_created()
    {
        File.WriteAllText(_directory.File("shared"), new string('s', 32) + "\n");
        File.WriteAllText(_directory.File("short"), new string('s', 31) + "\n");

        Assert.Equal(Enumerable.Repeat((byte)'s', 32), DataDirectory.Open(_directory.File("data"), _directory.File("shared")).Secret);
        Assert.False(File.Exists(_directory.File("data/secret.key")));
        var refused = Assert.Throws<InvalidSettingsException>(() => DataDirectory.Open(_directory.File("data"), _directory.File("short")));
        Assert.Contains("holds 31 bytes", refused.Message);
        Assert.Throws<InvalidSettingsException>(() => DataDirectory.Open(_directory.File("data"), _directory.File("nowhere")));
    }
}
