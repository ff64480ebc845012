using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>Faults before the first request: flags, kubeconfigs, dumps and certificate files.</summary>
internal static class SettingsFaults
{
    private const string Bad = "bad settings";

    public static async Task<IReadOnlyList<Fault>> MakeAsync(FaultEnvironment setup) =>
        [.. Flags(), .. Kubeconfigs(setup), .. await UsersAsync(setup), .. Dumps(setup), .. Authorities(setup)];

    private static IReadOnlyList<Fault> Flags() =>
    [
        new("flag: unknown", 2, Bad + "*unknown argument", "--unknown"),
        new("flag: no URL", 2, Bad + "*--endpoint", "--endpoint", "responder"),
        new("flag: URL of no host", 2, Bad + "*--endpoint", "--endpoint", "https://"),
        new("flag: URL with an odd port", 2, Bad + "*--endpoint", "--endpoint", "https://a:99999/"),
        new("flag: no number", 2, Bad + "*--timeout", "--timeout", "soon"),
        new("flag: no mode", 2, Bad + "*--mode", "--mode", "all"),
    ];

    private static IReadOnlyList<Fault> Kubeconfigs(FaultEnvironment setup)
    {
        Uri server = new("https://127.0.0.1:1");
        return
        [
            Kubeconfig("missing", setup.Missing),
            Kubeconfig("a folder", setup.Folder),
            Kubeconfig("empty", setup.File("empty.kubeconfig", "")),
            Kubeconfig("half of JSON", setup.File("half.kubeconfig", "{\"clusters\":[")),
            Kubeconfig("JSON of a number", setup.File("number.kubeconfig", "{\"clusters\":7,\"current-context\":\"a\"}")),
            Kubeconfig("no YAML", setup.File("odd.kubeconfig", "a: [b\n\tc: }\n'")),
            Kubeconfig("binary", setup.File("binary.kubeconfig", "\u0000\u0001\u007f\ufffd")),
            Kubeconfig("huge", setup.File("huge.kubeconfig", new string('#', 2 << 20))),
            Kubeconfig("without context", setup.File("none.kubeconfig", "apiVersion: v1\nkind: Config\n")),
            Kubeconfig("of an unknown context", setup.Kubeconfig("context", server), "--context", "other"),
            Kubeconfig("of another scheme", setup.Kubeconfig("scheme", new("ftp://127.0.0.1/"))),
            Kubeconfig("CA no base64", setup.Kubeconfig("ca-data", server, new() { ["certificate-authority-data"] = "%%%" })),
            Kubeconfig("CA no PEM", setup.Kubeconfig("ca-pem", server, new() { ["certificate-authority"] = Garbage(setup) })),
            Kubeconfig("CA broken PEM", setup.Kubeconfig(
                "ca-broken", server, new() { ["certificate-authority"] = BrokenPem(setup, "CERTIFICATE") })),
            Kubeconfig("CA missing", setup.Kubeconfig("ca-missing", server, new() { ["certificate-authority"] = setup.Missing })),
            Kubeconfig("CA a folder", setup.Kubeconfig("ca-folder", server, new() { ["certificate-authority"] = setup.Folder })),
        ];
    }

    private static async Task<IReadOnlyList<Fault>> UsersAsync(FaultEnvironment setup)
    {
        FakeApiServer cluster = await setup.ClusterAsync("/none", Answer.Never);
        using TestAuthority authority = new();
        using var certificate = authority.IssueClient("tester");
        using var other = authority.IssueClient("other");
        string pem = setup.File("client.crt", certificate.ExportCertificatePem());
        string otherKey = setup.File("other.key", other.GetECDsaPrivateKey()!.ExportECPrivateKeyPem());
        return
        [
            User("certificate missing", setup.Missing, otherKey),
            User("certificate no PEM", Garbage(setup), otherKey),
            User("certificate broken", BrokenPem(setup, "CERTIFICATE"), otherKey),
            User("key missing", pem, setup.Missing),
            User("key no PEM", pem, Garbage(setup)),
            User("key broken", pem, BrokenPem(setup, "EC PRIVATE KEY")),
            User("key of PKCS #8 broken", pem, BrokenPem(setup, "PRIVATE KEY")),
            User("key with a password", pem, BrokenPem(setup, "ENCRYPTED PRIVATE KEY")),
            User("key of another", pem, otherKey),
            Kubeconfig("plugin", cluster.KubeconfigFile(KubeconfigUser.ExecPlugin)),
            Kubeconfig("older plugin", cluster.KubeconfigFile(KubeconfigUser.AuthProvider)),
            Token("token of two lines", new() { ["token"] = "a\r\nb" }),
            Token("token of other letters", new() { ["token"] = "grüße" }),
            Token("token file missing", new() { ["tokenFile"] = setup.Missing }),
            Token("token file a folder", new() { ["tokenFile"] = setup.Folder }),
            Token("token file of two lines", new() { ["tokenFile"] = setup.File("lines.token", "a\nb\n") }),
        ];

        Fault User(string name, string certificateFile, string keyFile) => Kubeconfig(name, setup.Kubeconfig(
            "user " + name, cluster.Url, Trusted(), new() { ["client-certificate"] = certificateFile, ["client-key"] = keyFile }));

        // The token is read for each request, so an invalid one is found at the first request, as a failed read.
        Fault Token(string name, JsonObject user) => new(
            $"kubeconfig: {name}", 1, "cannot read version*token",
            "--kubeconfig", setup.Kubeconfig("token " + name, cluster.Url, Trusted(), user), "--debug");

        JsonObject Trusted() => new() { ["certificate-authority"] = cluster.CaFile };
    }

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

    private static Fault Kubeconfig(string name, string file, params string[] more) =>
        new($"kubeconfig: {name}", 2, Bad, ["--kubeconfig", file, .. more]);

    private static Fault Dump(string name, int exitCode, string words, string file) =>
        new($"dump: {name}", exitCode, words, "--cluster-dump", file, "--debug");

    private static Fault Authority(string name, string file) => new(
        $"CA file: {name}", 2, Bad, "--ca-file", file, "--cluster-dump", Published.SampleDump, "--endpoint", "https://127.0.0.1:1/");

    private static string Garbage(FaultEnvironment setup) => setup.File("garbage.pem", "this is no PEM\n");

    private static string BrokenPem(FaultEnvironment setup, string label) =>
        setup.File($"broken {label}.pem", $"-----BEGIN {label}-----\nMIIBAAECAwQ=\n-----END {label}-----\n");
}
