using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using SecurityResponder.Files;

namespace SecurityResponder.Client.Kubernetes.Kubectl;

/// <summary>A shell script as a child process. Its standard input is a pipe that stays open until <see cref="CloseInput"/> or the end of
/// this program.</summary>
/// <remarks>.NET's own class would add 108 KB to the native program.</remarks>
internal sealed class ShellProcess : IDisposable
{
    private const string Shell = "/bin/sh";

    // As large as Linux allows by default (https://man7.org/linux/man-pages/man2/execve.2.html).
    private const int MaxEnvironmentBytes = 6 << 20;

    private readonly int _id;
    private readonly SafeFileHandle _input;

    private ShellProcess(int id, SafeFileHandle input, FileStream output) => (_id, _input, Output) = (id, input, output);

    /// <summary>What the script and its children print on standard output.</summary>
    public Stream Output { get; }

    /// <summary>Starts a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its parameters, from <c>$1</c>.</param>
    /// <exception cref="IOException">There is no shell, or no process can be started.</exception>
    public static ShellProcess Start(string script, IReadOnlyList<string> arguments)
    {
        var (childInput, input) = Pipe();
        using (childInput)
        {
            var (output, childOutput) = Pipe();
            using (childOutput)
            {
                var id = Start([Shell, "-c", script, Shell, .. arguments], childInput, childOutput);
                return new(id, input, new FileStream(output, FileAccess.Read, bufferSize: 0));
            }
        }
    }

    /// <summary>Closes the standard input of the script.</summary>
    public void CloseInput() => _input.Dispose();

    /// <summary>Closes both pipes and waits until the process has ended.</summary>
    public void Dispose()
    {
        _input.Dispose();
        Output.Dispose();
        _ = LibC.WaitForEnd(_id, 0, 0);
    }

    private static (SafeFileHandle Reader, SafeFileHandle Writer) Pipe()
    {
        var ends = new int[2];
        Check(LibC.OpenPipe(ends, LibC.CloseOnExec));
        return (new(ends[0], ownsHandle: true), new(ends[1], ownsHandle: true));
    }

    private static int Start(string[] arguments, SafeFileHandle input, SafeFileHandle output)
    {
        var actions = new byte[LibC.MaxStructureBytes];
        var attributes = new byte[LibC.MaxStructureBytes];
        Check(LibC.InitializeActions(actions));
        Check(LibC.AddDuplicate(actions, (int)input.DangerousGetHandle(), 0));
        Check(LibC.AddDuplicate(actions, (int)output.DangerousGetHandle(), 1));
        Check(LibC.InitializeAttributes(attributes));
        Check(LibC.SetDefaultSignals(attributes, LibC.BrokenPipeSignal));
        Check(LibC.SetFlags(attributes, LibC.UsesDefaultSignals));
        var error = LibC.Spawn(
            out var id, Encoding.UTF8.GetBytes(Shell + '\0'), actions, attributes, Texts(arguments), Texts(Variables()));
        Check(error);
        return id;
    }

    // Enumerating .NET's dictionary of variables would add 10 KB to the native program.
    private static string[] Variables() => RegularFile.ReadText("/proc/self/environ", MaxEnvironmentBytes)
        .Split('\0', StringSplitOptions.RemoveEmptyEntries);

    // Ends with a null pointer, as C expects. One process is started in a run, so the texts are not freed.
    private static nint[] Texts(string[] texts)
    {
        var pointers = new nint[texts.Length + 1];
        for (var i = 0; i < texts.Length; i++)
        {
            pointers[i] = Marshal.StringToCoTaskMemUTF8(texts[i]);
        }

        return pointers;
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new IOException("no process can be started");
        }
    }
}
