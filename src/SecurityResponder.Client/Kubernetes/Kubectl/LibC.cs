using System.Runtime.InteropServices;

namespace SecurityResponder.Client.Kubernetes.Kubectl;

/// <summary>Functions of the C library that start a process
/// (<see href="https://pubs.opengroup.org/onlinepubs/9799919799/functions/posix_spawn.html"/>).</summary>
internal static class LibC
{
    /// <summary>Flag of <see cref="OpenPipe"/>: other child processes do not inherit the pipe.</summary>
    public const int CloseOnExec = 0x80000;

    /// <summary>Flag of <see cref="SetFlags"/>.</summary>
    public const short UsesDefaultSignals = 4;

    /// <summary>Room for each structure. The largest, the attributes, has 336 bytes in glibc.</summary>
    public const int MaxStructureBytes = 1024;

    private const string Library = "libc";

    /// <summary>A set of signals with SIGPIPE (13), which .NET ignores and a child would inherit.</summary>
    public static byte[] BrokenPipeSignal { get; } = [0, 1 << 4, .. new byte[126]];

    /// <summary>Opens a pipe: first the end to read from, then the end to write to.</summary>
    [DllImport(Library, EntryPoint = "pipe2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int OpenPipe([Out] int[] ends, int flags);

    [DllImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int InitializeActions([In, Out] byte[] actions);

    [DllImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int AddDuplicate([In, Out] byte[] actions, int file, int newFile);

    [DllImport(Library, EntryPoint = "posix_spawnattr_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int InitializeAttributes([In, Out] byte[] attributes);

    [DllImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int SetDefaultSignals([In, Out] byte[] attributes, byte[] signals);

    [DllImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int SetFlags([In, Out] byte[] attributes, short flags);

    /// <summary>Starts a process and returns an error number. The arrays of texts end with a null pointer.</summary>
    [DllImport(Library, EntryPoint = "posix_spawn")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int Spawn(
        out int id, byte[] program, byte[] actions, byte[] attributes, nint[] arguments, nint[] environment);

    /// <summary>Waits until a child has ended.</summary>
    [DllImport(Library, EntryPoint = "waitpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static extern int WaitForEnd(int id, nint status, int options);
}
