using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>What is wrong before the first request: flags, kubeconfigs, dumps and certificate files.</summary>
internal static class SettingsFaults
{
    private const string Bad = "bad settings";

    public static async Task<IReadOnlyList<Fault>> MakeAsync(FaultEnvironment scene) =>
        [.. Flags(), .. Kubeconfigs(scene), .. await UsersAsync(scene), .. Dumps(scene), .. Authorities(scene)];

    private static IReadOnlyList<Fault> Flags() =>
    [
        new("flag: unknown", 2, Bad + "*unknown argument", "--unknown"),
        new("flag: no URL", 2, Bad + "*--endpoint", "--endpoint", "responder"),
        new("flag: URL of no host", 2, Bad + "*--endpoint", "--endpoint", "https://"),
        new("flag: URL with an odd port", 2, Bad + "*--endpoint", "--endpoint", "https://a:99999/"),
        new("flag: no number", 2, Bad + "*--timeout", "--timeout", "soon"),
        new("flag: no mode", 2, Bad + "*--mode", "--mode", "all"),
    ];

    private static IReadOnlyList<Fault> Kubeconfigs(FaultEnvironment scene)
    {
        Uri server = new("https://127.0.0.1:1");
        return
        [
            Kubeconfig("missing", scene.Missing),
            Kubeconfig("a folder", scene.Folder),
            Kubeconfig("empty", scene.File("empty.kubeconfig", "")),
            Kubeconfig("half of JSON", scene.File("half.kubeconfig", "{\"clusters\":[")),
            Kubeconfig("JSON of a number", scene.File("number.kubeconfig", "{\"clusters\":7,\"current-context\":\"a\"}")),
            Kubeconfig("no YAML", scene.File("odd.kubeconfig", "a: [b\n\tc: }\n'")),
            Kubeconfig("binary", scene.File("binary.kubeconfig", "\u0000\u0001\u007f\ufffd")),
            Kubeconfig("huge", scene.File("huge.kubeconfig", new string('#', 2 << 20))),
            Kubeconfig("without context", scene.File("none.kubeconfig", "apiVersion: v1\nkind: Config\n")),
            Kubeconfig("of an unknown context", scene.Kubeconfig("context", server), "--context", "other"),
            Kubeconfig("of another scheme", scene.Kubeconfig("scheme", new("ftp://127.0.0.1/"))),
            Kubeconfig("CA no base64", scene.Kubeconfig("ca-data", server, new() { ["certificate-authority-data"] = "%%%" })),
            Kubeconfig("CA no PEM", scene.Kubeconfig("ca-pem", server, new() { ["certificate-authority"] = Garbage(scene) })),
            Kubeconfig("CA broken PEM", scene.Kubeconfig(
                "ca-broken", server, new() { ["certificate-authority"] = BrokenPem(scene, "CERTIFICATE") })),
            Kubeconfig("CA missing", scene.Kubeconfig("ca-missing", server, new() { ["certificate-authority"] = scene.Missing })),
            Kubeconfig("CA a folder", scene.Kubeconfig("ca-folder", server, new() { ["certificate-authority"] = scene.Folder })),
        ];
    }

    private static async Task<IReadOnlyList<Fault>> UsersAsync(FaultEnvironment scene)
    {
        FakeApiServer cluster = await scene.ClusterAsync("/none", Answer.Never);
        using TestAuthority authority = new();
        using var certificate = authority.IssueClient("tester");
        using var other = authority.IssueClient("other");
        string pem = scene.File("client.crt", certificate.ExportCertificatePem());
        string otherKey = scene.File("other.key", other.GetECDsaPrivateKey()!.ExportECPrivateKeyPem());
        return
        [
            User("certificate missing", scene.Missing, otherKey),
            User("certificate no PEM", Garbage(scene), otherKey),
            User("certificate broken", BrokenPem(scene, "CERTIFICATE"), otherKey),
            User("key missing", pem, scene.Missing),
            User("key no PEM", pem, Garbage(scene)),
            User("key broken", pem, BrokenPem(scene, "EC PRIVATE KEY")),
            User("key of PKCS #8 broken", pem, BrokenPem(scene, "PRIVATE KEY")),
            User("key with a password", pem, BrokenPem(scene, "ENCRYPTED PRIVATE KEY")),
            User("key of another", pem, otherKey),
            Kubeconfig("plugin", cluster.KubeconfigFile(KubeconfigUser.ExecPlugin)),
            Kubeconfig("older plugin", cluster.KubeconfigFile(KubeconfigUser.AuthProvider)),
            Token("token of two lines", new() { ["token"] = "a\r\nb" }),
            Token("token of other letters", new() { ["token"] = "grüße" }),
            Token("token file missing", new() { ["tokenFile"] = scene.Missing }),
            Token("token file a folder", new() { ["tokenFile"] = scene.Folder }),
            Token("token file of two lines", new() { ["tokenFile"] = scene.File("lines.token", "a\nb\n") }),
        ];

        Fault User(string name, string certificateFile, string keyFile) => Kubeconfig(name, scene.Kubeconfig(
            "user " + name, cluster.Url, Trusted(), new() { ["client-certificate"] = certificateFile, ["client-key"] = keyFile }));

        // A token is read anew for every request, so a bad one is found at the first: by then it is the cluster that cannot be read.
        Fault Token(string name, JsonObject user) => new(
            $"kubeconfig: {name}", 1, "cannot read version*token",
            "--kubeconfig", scene.Kubeconfig("token " + name, cluster.Url, Trusted(), user), "--debug");

        JsonObject Trusted() => new() { ["certificate-authority"] = cluster.CaFile };
    }

    private static IReadOnlyList<Fault> Dumps(FaultEnvironment scene)
    {
        string text = File.ReadAllText(Published.SampleDump);
        return
        [
            Dump("missing", 2, Bad, scene.Missing),
            Dump("a folder", 2, Bad, scene.Folder),
            Dump("empty", 1, "kubectl version", scene.File("empty.dump", "")),
            Dump("a web page", 1, "no report", scene.File("page.dump", "<html>")),
            Dump("half", 1, "broken", scene.File("half.dump", text[..(text.Length / 2)])),
            Dump("with a broken escape", 1, "broken", scene.File("escape.dump", "{\"items\":[{\"kind\":\"\\x\"}]}")),
            Dump("binary", 1, "no report", scene.File("binary.dump", "\u0000\u0001{\u007f\ufffd")),
            Dump("a nest", 1, "broken", scene.File("nest.dump", new string('{', 5000))),
        ];
    }

    private static IReadOnlyList<Fault> Authorities(FaultEnvironment scene) =>
    [
        Authority("missing", scene.Missing), Authority("a folder", scene.Folder), Authority("empty", scene.File("empty.crt", "")),
        Authority("no PEM", Garbage(scene)), Authority("broken", BrokenPem(scene, "CERTIFICATE")),
        Authority("a key", BrokenPem(scene, "PRIVATE KEY")),
    ];

    private static Fault Kubeconfig(string name, string file, params string[] more) =>
        new($"kubeconfig: {name}", 2, Bad, ["--kubeconfig", file, .. more]);

    private static Fault Dump(string name, int exitCode, string words, string file) =>
        new($"dump: {name}", exitCode, words, "--cluster-dump", file, "--debug");

    private static Fault Authority(string name, string file) => new(
        $"CA file: {name}", 2, Bad, "--ca-file", file, "--cluster-dump", Published.SampleDump, "--endpoint", "https://127.0.0.1:1/");

    private static string Garbage(FaultEnvironment scene) => scene.File("garbage.pem", "this is no PEM\n");

    private static string BrokenPem(FaultEnvironment scene, string label) =>
        scene.File($"broken {label}.pem", $"-----BEGIN {label}-----\nMIIBAAECAwQ=\n-----END {label}-----\n");
}
