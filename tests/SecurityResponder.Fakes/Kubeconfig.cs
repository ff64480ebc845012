using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SecurityResponder.Fakes;

/// <summary>The authentication method of a kubeconfig's user.</summary>
public enum KubeconfigUser
{
    /// <summary><c>token</c> in the file; the CA is inline too.</summary>
    Token,

    /// <summary><c>tokenFile</c>, beside the kubeconfig and named relative to it, as is the CA.</summary>
    TokenFile,

    /// <summary><c>client-certificate-data</c> and <c>client-key-data</c>: base64 of PEM.</summary>
    InlineCertificate,

    /// <summary>The same with an RSA key (PKCS #8).</summary>
    InlineRsaCertificate,

    /// <summary><c>client-certificate</c> and <c>client-key</c>: files named relative to the kubeconfig, as is the CA.</summary>
    CertificateFiles,
}

/// <summary>Writes kubeconfig files, see <see href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/"/>.</summary>
internal static class Kubeconfig
{
    public static string Write(TestFolder folder, FakeApiServer server, KubeconfigUser user)
    {
        var byFile = user is KubeconfigUser.TokenFile or KubeconfigUser.CertificateFiles;
        folder.Write("ca.crt", server.Authority.Pem);
        var authority = byFile
            ? "certificate-authority: ca.crt"
            : $"certificate-authority-data: {Base64(server.Authority.Pem)}";
        return folder.Write($"{user}.kubeconfig", Text(server.Url, authority, UserLines(folder, server, user)));
    }

    private static string Text(Uri server, string authority, string user) => $$"""
        apiVersion: v1
        kind: Config
        preferences: {}
        clusters:
        - name: fake
          cluster:
            {{authority}}
            server: {{server.AbsoluteUri.TrimEnd('/')}}
        - name: elsewhere
          cluster:
            server: https://127.0.0.1:1
        users:
        - name: tester
          user:
            {{user}}
        - name: nobody
          user: {}
        contexts:
        - name: fake
          context:
            cluster: fake
            namespace: default
            user: tester
        - name: elsewhere
          context:
            cluster: elsewhere
            user: nobody
        current-context: fake

        """;

    private static string UserLines(TestFolder folder, FakeApiServer server, KubeconfigUser user)
    {
        switch (user)
        {
            case KubeconfigUser.Token:
                return Lines($"token: {server.ServerToken}");
            case KubeconfigUser.TokenFile:
                folder.Write("token", server.ServerToken ?? "");
                return Lines("tokenFile: token");
            default:
                return CertificateLines(folder, server.Authority, user);
        }
    }

    private static string CertificateLines(TestFolder folder, TestAuthority authority, KubeconfigUser user)
    {
        var (certificatePem, keyPem) = user is KubeconfigUser.InlineRsaCertificate ? RsaPem(authority) : EllipticCurvePem(authority);
        if (user is not KubeconfigUser.CertificateFiles)
        {
            return Lines($"client-certificate-data: {Base64(certificatePem)}", $"client-key-data: {Base64(keyPem)}");
        }

        folder.Write("client.crt", certificatePem);
        folder.Write("client.key", keyPem);
        return Lines("client-certificate: client.crt", "client-key: client.key");
    }

    private static (string Certificate, string Key) EllipticCurvePem(TestAuthority authority)
    {
        using var certificate = authority.IssueClient("tester");
        using var key = certificate.GetECDsaPrivateKey()!;
        return (certificate.ExportCertificatePem(), key.ExportECPrivateKeyPem());
    }

    private static (string Certificate, string Key) RsaPem(TestAuthority authority)
    {
        using var key = RSA.Create(2048);
        using var certificate = authority.IssueClient("tester", new PublicKey(key));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static string Lines(params string[] lines) => string.Join("\n    ", lines);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
