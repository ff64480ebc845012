namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>Faults before the first request: flags, kubeconfigs, dumps and certificate files.</summary>
internal static class SettingsFaults
{
    private const string Bad = "bad settings";

    public static IReadOnlyList<Fault> Make(FaultEnvironment setup) =>
        [.. Flags(), .. Kubeconfigs(setup), .. Dumps(setup), .. Authorities(setup)];

    private static IReadOnlyList<Fault> Flags() =>
    [
        new("flag: unknown", 2, Bad + "*unknown argument", "--unknown"),
        new("flag: no URL", 2, Bad + "*--endpoint", "--endpoint", "responder"),
        new("flag: URL of no host", 2, Bad + "*--endpoint", "--endpoint", "https://"),
        new("flag: URL with an odd port", 2, Bad + "*--endpoint", "--endpoint", "https://a:99999/"),
        new("flag: no number", 2, Bad + "*--timeout", "--timeout", "soon"),
        new("flag: no mode", 2, Bad + "*--mode", "--mode", "all"),
    ];

    private static IReadOnlyList<Fault> Kubeconfigs(FaultEnvironment setup) =>
    [
        new("kubeconfig: no kubectl", 1, "no report*neither on the PATH nor at", "--kubeconfig", setup.Missing),
        Kubeconfig("missing", "*no such file", setup.Missing),
        Kubeconfig("half of JSON", "*error loading config file", setup.File("half.kubeconfig", "{\"clusters\":[")),
        Kubeconfig("no YAML", "*error loading config file", setup.File("odd.kubeconfig", "a: [b\n\tc: }\n'")),
        Kubeconfig("binary", "*error loading config file", setup.File("binary.kubeconfig", "\u0000\u0001\u007f\ufffd")),
        Kubeconfig("empty", "*connection refused", setup.File("empty.kubeconfig", "")),
        Kubeconfig("of an unknown context", "*does not exist", setup.File("none.kubeconfig", "{}"), "--context", "other"),
    ];

    private static IReadOnlyList<Fault> Dumps(FaultEnvironment setup)
    {
        string text = File.ReadAllText(Published.SampleDump);
        return
        [
            Dump("missing", 2, Bad, setup.Missing),
            Dump("a folder", 2, Bad, setup.Folder),
            Dump("empty", 1, "kubectl version", setup.File("empty.dump", "")),
            Dump("a web page", 1, "no report", setup.File("page.dump", "<html>")),
            Dump("half", 1, "broken", setup.File("half.dump", text[..(text.Length / 2)])),
            Dump("with a broken escape", 1, "broken", setup.File("escape.dump", "{\"items\":[{\"kind\":\"\\x\"}]}")),
            Dump("binary", 1, "no report", setup.File("binary.dump", "\u0000\u0001{\u007f\ufffd")),
            Dump("a nest", 1, "broken", setup.File("nest.dump", new string('{', 5000))),
        ];
    }

    private static IReadOnlyList<Fault> Authorities(FaultEnvironment setup) =>
    [
        Authority("missing", setup.Missing), Authority("a folder", setup.Folder), Authority("empty", setup.File("empty.crt", "")),
        Authority("no PEM", Garbage(setup)), Authority("broken", BrokenPem(setup, "CERTIFICATE")),
        Authority("a key", BrokenPem(setup, "PRIVATE KEY")),
    ];

    private static Fault Kubeconfig(string name, string words, string file, params string[] more) =>
        new($"kubeconfig: {name}", 1, "no report*kubectl" + words, ["--kubeconfig", file, .. more])
        {
            Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")! },
        };

    private static Fault Dump(string name, int exitCode, string words, string file) =>
        new($"dump: {name}", exitCode, words, "--cluster-dump", file, "--debug");

    private static Fault Authority(string name, string file) => new(
        $"CA file: {name}", 2, Bad, "--ca-file", file, "--cluster-dump", Published.SampleDump, "--endpoint", "https://127.0.0.1:1/");

    private static string Garbage(FaultEnvironment setup) => setup.File("garbage.pem", "this is no PEM\n");

    private static string BrokenPem(FaultEnvironment setup, string label) =>
        setup.File($"broken {label}.pem", $"-----BEGIN {label}-----\nMIIBAAECAwQ=\n-----END {label}-----\n");
}
