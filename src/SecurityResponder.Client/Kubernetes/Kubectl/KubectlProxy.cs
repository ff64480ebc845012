namespace SecurityResponder.Client.Kubernetes.Kubectl;

/// <summary>A running <c>kubectl proxy</c>. It serves the API of a kubeconfig's cluster on a Unix socket to this user only, with every
/// login that kubectl supports.</summary>
internal sealed class KubectlProxy : IDisposable
{
    // The watcher reads a pipe of this program, which closes when this program ends, also by SIGKILL. Then it ends kubectl with the
    // plugins below it, and removes the folder. Signals from the terminal do not reach it. When kubectl ends by itself, the shell removes
    // the folder. The output ends in both cases when everything is gone. Login plugins read the terminal if there is one.
    private const string Script = """
        input=$1 kubectl=$2
        shift 2
        exec 3<&0 2>&1
        folder=$(mktemp -d) || exit
        end() {
          for status in $(grep -lx "PPid:.$1" /proc/[0-9]*/status); do
            status=${status#/proc/}
            end "${status%/status}"
          done
          kill "$1"
        }
        {
          trap '' INT TERM HUP QUIT
          read -r _
          end $$
          rm -rf "$folder"
        } <&3 2>/dev/null &
        "$kubectl" proxy --unix-socket="$folder/api" "$@" <"$input" 3<&-
        rm -rf "$folder"
        kill -KILL $!
        """;

    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    private readonly ShellProcess _process;

    private KubectlProxy(ShellProcess process, Action<string>? onLine)
    {
        _process = process;
        Output = new KubectlOutput(process.Output, onLine);
    }

    /// <summary>What kubectl prints.</summary>
    public KubectlOutput Output { get; }

    /// <summary>Starts kubectl. It serves requests when <see cref="KubectlOutput.Socket"/> has a path.</summary>
    /// <param name="command">Path of kubectl and flags that select the cluster.</param>
    /// <param name="onLine">Receives each line of output for a person at the terminal, which login plugins then may use; null for no
    /// person.</param>
    /// <exception cref="ClusterNotFoundException">There is no shell.</exception>
    public static KubectlProxy Start(IReadOnlyList<string> command, Action<string>? onLine)
    {
        try
        {
            return new(ShellProcess.Start(Script, [onLine is null ? "/dev/null" : "/dev/tty", .. command]), onLine);
        }
        catch (IOException exception)
        {
            throw new ClusterNotFoundException("kubectl cannot be started: it needs a shell (/bin/sh)", exception);
        }
    }

    /// <summary>Ends kubectl and waits until its processes, the socket and the folder are gone.</summary>
    public void Dispose()
    {
        _process.CloseInput();
        if (Output.Ended.Wait(EndTimeout))
        {
            _process.Dispose();
        }
    }
}
