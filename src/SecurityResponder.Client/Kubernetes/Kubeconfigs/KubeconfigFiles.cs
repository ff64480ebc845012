using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Kubernetes.Kubeconfigs;

/// <summary>The certificates and keys that a kubeconfig holds or names.</summary>
internal sealed class KubeconfigFiles(string path)
{
    /// <summary>The authorities that a cluster's certificate must chain to; null for the system's.</summary>
    /// <exception cref="InvalidSettingsException">There are some, but none that can be read.</exception>
    public X509Certificate2Collection? Authorities(YamlNode cluster)
    {
        if (Pem(cluster, "certificate-authority") is not { } pem)
        {
            return null;
        }

        var certificates = TrustedRoots.Of(Encoding.UTF8.GetBytes(pem));
        return certificates.Count > 0
            ? certificates
            : throw new InvalidSettingsException($"{path}: the certificate authority holds no certificate");
    }

    /// <summary>A user's client certificate with its key; null when there is none.</summary>
    /// <exception cref="InvalidSettingsException">Only one of the two is there, or they do not fit.</exception>
    public X509Certificate2? ClientCertificate(YamlNode user)
    {
        var (certificate, key) = (Pem(user, "client-certificate"), Pem(user, "client-key"));
        if (certificate is null || key is null)
        {
            return certificate is null && key is null
                ? null
                : throw new InvalidSettingsException($"{path} has a client certificate or its key, but not both");
        }

        try
        {
            return ClientKey.Join(X509Certificate2.CreateFromPem(certificate), key);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new InvalidSettingsException(
                $"{path}: the client key is broken, encrypted, or does not fit the client certificate", exception);
        }
    }

    /// <summary>A file's name as it is meant: relative to the folder of the kubeconfig.</summary>
    public string Absolute(string file) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file);

    // `x-data` holds the PEM itself in base64 and wins over `x`, which names a file.
    private string? Pem(YamlNode node, string key)
    {
        if (node[key + "-data"].Text is not { Length: > 0 } data)
        {
            return node[key].Text is { Length: > 0 } file ? File.ReadAllText(Absolute(file)) : null;
        }

        try
        {
            return Encoding.ASCII.GetString(Convert.FromBase64String(data));
        }
        catch (FormatException exception)
        {
            throw new InvalidSettingsException($"{path}: {key}-data is no base64", exception);
        }
    }
}
