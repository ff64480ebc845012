using System.Runtime.InteropServices;

namespace SecurityResponder.Aot.Tests;

public sealed class BinaryTests
{
    /// <summary>The limit of a static client with OpenSSL 3.0, as Debian 12 and Ubuntu 24.04 have it, in bytes.</summary>
    private const long MaxSize = 11_000_000;

    /// <summary>The limit with a later OpenSSL, such as Debian 13's 3.5: QUIC and post-quantum keys came with it.</summary>
    private const long MaxSizeWithLaterOpenSsl = 12_200_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static ushort ThisMachine => RuntimeInformation.OSArchitecture == Architecture.X64 ? ElfFile.X64 : ElfFile.AArch64;

    [Fact]
    public void The_client_is_a_program_for_this_machine() => Assert.Equal(ThisMachine, ElfFile.Read(Published.Client).Machine);

    [Fact]
    public void The_server_is_a_program_for_this_machine() => Assert.Equal(ThisMachine, ElfFile.Read(Published.Server).Machine);

    [Fact]
    public void The_client_needs_no_library_of_the_system() => AssertStatic(Published.Client);

    [Fact]
    public void The_client_is_stripped() => AssertStripped(Published.Client);

    [Fact]
    public void The_client_is_not_larger_than_its_limit() => AssertSize(Published.Client);

    [Fact]
    public async Task The_client_prints_the_version_it_was_built_with()
    {
        Command command = await Command.RunAsync(Published.Client, ["--version"], Cancelled);
        Assert.Contains(Published.Version, command.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_prints_its_help()
    {
        Command command = await Command.RunAsync(Published.Client, ["--help"], Cancelled);
        Assert.NotEmpty(command.Succeeded().Output);
    }

    [Fact]
    public void The_arm64_client_is_an_AArch64_program() => Assert.Equal(ElfFile.AArch64, ElfFile.Read(Published.Arm64Client).Machine);

    [Fact]
    public void The_arm64_client_needs_no_library_of_the_system() => AssertStatic(Published.Arm64Client);

    [Fact]
    public void The_arm64_client_is_stripped() => AssertStripped(Published.Arm64Client);

    [Fact]
    public void The_arm64_client_is_not_larger_than_its_limit() => AssertSize(Published.Arm64Client);

    [Fact]
    public async Task The_arm64_client_runs_and_prints_the_version_it_was_built_with()
    {
        Command.Needs("qemu-aarch64-static");
        Command command = await Command.RunAsync("qemu-aarch64-static", [Published.Arm64Client, "--version"], Cancelled);
        Assert.Contains(Published.Version, command.Succeeded().Output, StringComparison.Ordinal);
    }

    private static void AssertSize(string client)
    {
        byte[] file = File.ReadAllBytes(client);
        Assert.InRange(file.Length, 1, file.AsSpan().IndexOf("OpenSSL 3.0."u8) >= 0 ? MaxSize : MaxSizeWithLaterOpenSsl);
    }

    private static void AssertStatic(string path)
    {
        IReadOnlySet<uint> segments = ElfFile.Read(path).Segments;
        Assert.DoesNotContain(ElfFile.Interpreter, segments);
        Assert.DoesNotContain(ElfFile.Dynamic, segments);
    }

    private static void AssertStripped(string path) => Assert.DoesNotContain(ElfFile.SymbolTable, ElfFile.Read(path).Sections);
}
