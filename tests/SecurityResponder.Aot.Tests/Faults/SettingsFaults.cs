using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>What is wrong before the first request: flags, kubeconfigs, dumps and certificate files.</summary>
internal static class SettingsFaults
{
    private const string Bad = "bad settings";

    public static async Task<IReadOnlyList<Fault>> MakeAsync(FaultEnvironment environment) =>
        [.. Flags(), .. Kubeconfigs(environment), .. await UsersAsync(environment), .. Dumps(environment), .. Authorities(environment)];

    private static IReadOnlyList<Fault> Flags() =>
    [
        new("flag: unknown", 2, Bad + "*unknown argument", "--unknown"),
        new("flag: no URL", 2, Bad + "*--endpoint", "--endpoint", "responder"),
        new("flag: URL of no host", 2, Bad + "*--endpoint", "--endpoint", "https://"),
        new("flag: URL with an odd port", 2, Bad + "*--endpoint", "--endpoint", "https://a:99999/"),
        new("flag: no number", 2, Bad + "*--timeout", "--timeout", "soon"),
        new("flag: no mode", 2, Bad + "*--mode", "--mode", "all"),
    ];

    private static IReadOnlyList<Fault> Kubeconfigs(FaultEnvironment environment)
    {
        Uri server = new("https://127.0.0.1:1");
        return
        [
            Kubeconfig("missing", environment.Missing),
            Kubeconfig("a folder", environment.Folder),
            Kubeconfig("empty", environment.File("empty.kubeconfig", "")),
            Kubeconfig("half of JSON", environment.File("half.kubeconfig", "{\"clusters\":[")),
            Kubeconfig("JSON of a number", environment.File("number.kubeconfig", "{\"clusters\":7,\"current-context\":\"a\"}")),
            Kubeconfig("no YAML", environment.File("odd.kubeconfig", "a: [b\n\tc: }\n'")),
            Kubeconfig("binary", environment.File("binary.kubeconfig", "\u0000\u0001\u007f\ufffd")),
            Kubeconfig("huge", environment.File("huge.kubeconfig", new string('#', 2 << 20))),
            Kubeconfig("without context", environment.File("none.kubeconfig", "apiVersion: v1\nkind: Config\n")),
            Kubeconfig("of an unknown context", environment.Kubeconfig("context", server), "--context", "other"),
            Kubeconfig("of another scheme", environment.Kubeconfig("scheme", new("ftp://127.0.0.1/"))),
            Kubeconfig("CA no base64", environment.Kubeconfig("ca-data", server, new() { ["certificate-authority-data"] = "%%%" })),
            Kubeconfig("CA no PEM", environment.Kubeconfig("ca-pem", server, new() { ["certificate-authority"] = Garbage(environment) })),
            Kubeconfig("CA broken PEM", environment.Kubeconfig(
                "ca-broken", server, new() { ["certificate-authority"] = BrokenPem(environment, "CERTIFICATE") })),
            Kubeconfig("CA missing", environment.Kubeconfig("ca-missing", server, new() { ["certificate-authority"] = environment.Missing })),
            Kubeconfig("CA a folder", environment.Kubeconfig("ca-folder", server, new() { ["certificate-authority"] = environment.Folder })),
        ];
    }

    private static async Task<IReadOnlyList<Fault>> UsersAsync(FaultEnvironment environment)
    {
        FakeApiServer cluster = await environment.ClusterAsync("/none", Answer.Never);
        using TestAuthority authority = new();
        using var certificate = authority.IssueClient("tester");
        using var other = authority.IssueClient("other");
        string pem = environment.File("client.crt", certificate.ExportCertificatePem());
        string otherKey = environment.File("other.key", other.GetECDsaPrivateKey()!.ExportECPrivateKeyPem());
        return
        [
            User("certificate missing", environment.Missing, otherKey),
            User("certificate no PEM", Garbage(environment), otherKey),
            User("certificate broken", BrokenPem(environment, "CERTIFICATE"), otherKey),
            User("key missing", pem, environment.Missing),
            User("key no PEM", pem, Garbage(environment)),
            User("key broken", pem, BrokenPem(environment, "EC PRIVATE KEY")),
            User("key of PKCS #8 broken", pem, BrokenPem(environment, "PRIVATE KEY")),
            User("key with a password", pem, BrokenPem(environment, "ENCRYPTED PRIVATE KEY")),
            User("key of another", pem, otherKey),
            Kubeconfig("plugin", cluster.KubeconfigFile(KubeconfigUser.ExecPlugin)),
            Kubeconfig("older plugin", cluster.KubeconfigFile(KubeconfigUser.AuthProvider)),
            Token("token of two lines", new() { ["token"] = "a\r\nb" }),
            Token("token of other letters", new() { ["token"] = "grüße" }),
            Token("token file missing", new() { ["tokenFile"] = environment.Missing }),
            Token("token file a folder", new() { ["tokenFile"] = environment.Folder }),
            Token("token file of two lines", new() { ["tokenFile"] = environment.File("lines.token", "a\nb\n") }),
        ];

        Fault User(string name, string certificateFile, string keyFile) => Kubeconfig(name, environment.Kubeconfig(
            "user " + name, cluster.Url, Trusted(), new() { ["client-certificate"] = certificateFile, ["client-key"] = keyFile }));

        // A token is read anew for every request, so a bad one is found at the first: by then it is the cluster that cannot be read.
        Fault Token(string name, JsonObject user) => new(
            $"kubeconfig: {name}", 1, "cannot read version*token",
            "--kubeconfig", environment.Kubeconfig("token " + name, cluster.Url, Trusted(), user), "--debug");

        JsonObject Trusted() => new() { ["certificate-authority"] = cluster.CaFile };
    }

    private static IReadOnlyList<Fault> Dumps(FaultEnvironment environment)
    {
        string text = File.ReadAllText(Published.SampleDump);
        return
        [
            Dump("missing", 2, Bad, environment.Missing),
            Dump("a folder", 2, Bad, environment.Folder),
            Dump("empty", 1, "kubectl version", environment.File("empty.dump", "")),
            Dump("a web page", 1, "no report", environment.File("page.dump", "<html>")),
            Dump("half", 1, "broken", environment.File("half.dump", text[..(text.Length / 2)])),
            Dump("with a broken escape", 1, "broken", environment.File("escape.dump", "{\"items\":[{\"kind\":\"\\x\"}]}")),
            Dump("binary", 1, "no report", environment.File("binary.dump", "\u0000\u0001{\u007f\ufffd")),
            Dump("a nest", 1, "broken", environment.File("nest.dump", new string('{', 5000))),
        ];
    }

    private static IReadOnlyList<Fault> Authorities(FaultEnvironment environment) =>
    [
        Authority("missing", environment.Missing), Authority("a folder", environment.Folder), Authority("empty", environment.File("empty.crt", "")),
        Authority("no PEM", Garbage(environment)), Authority("broken", BrokenPem(environment, "CERTIFICATE")),
        Authority("a key", BrokenPem(environment, "PRIVATE KEY")),
    ];

    private static Fault Kubeconfig(string name, string file, params string[] more) =>
        new($"kubeconfig: {name}", 2, Bad, ["--kubeconfig", file, .. more]);

    private static Fault Dump(string name, int exitCode, string words, string file) =>
        new($"dump: {name}", exitCode, words, "--cluster-dump", file, "--debug");

    private static Fault Authority(string name, string file) => new(
        $"CA file: {name}", 2, Bad, "--ca-file", file, "--cluster-dump", Published.SampleDump, "--endpoint", "https://127.0.0.1:1/");

    private static string Garbage(FaultEnvironment environment) => environment.File("garbage.pem", "this is no PEM\n");

    private static string BrokenPem(FaultEnvironment environment, string label) =>
        environment.File($"broken {label}.pem", $"-----BEGIN {label}-----\nMIIBAAECAwQ=\n-----END {label}-----\n");
}
