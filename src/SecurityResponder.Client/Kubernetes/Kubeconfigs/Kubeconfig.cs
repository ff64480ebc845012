using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SecurityResponder.Client.Kubernetes.Json;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Kubernetes.Kubeconfigs;

/// <summary>
/// A kubeconfig (<see href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/"/>), so that users can
/// see the report of a cluster before they install anything.
/// </summary>
internal sealed class Kubeconfig(string path, YamlNode root)
{
    private const int MaxBytes = 1 << 20;

    private readonly KubeconfigFiles _files = new(path);

    /// <summary>Reads the connection of one context.</summary>
    /// <param name="path">The file, YAML or JSON.</param>
    /// <param name="context">The context's name; null for <c>current-context</c>.</param>
    /// <exception cref="InvalidSettingsException">The file, the context, or its way to authenticate cannot be used.</exception>
    public static ApiServerConnection Read(string path, string? context)
    {
        try
        {
            return new Kubeconfig(path, Parse(path)).Connection(context);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"{path} or a file that it names cannot be read", exception);
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            var reason = exception is JsonException json ? $"its JSON is broken ({JsonErrorPosition.Of(json)})" : exception.Message;
            throw new InvalidSettingsException(
                $"{path} is not a kubeconfig that this program can read: {reason}; "
                + "try `kubectl config view --raw --flatten -o json`",
                exception);
        }
        catch (CryptographicException exception)
        {
            throw new InvalidSettingsException($"{path}: a certificate or key in it is broken", exception);
        }
    }

    private static YamlNode Parse(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new FormatException($"it is larger than {MaxBytes} bytes");
        }

        var text = File.ReadAllText(path);
        return text.TrimStart().StartsWith('{') ? YamlNode.OfJson(Encoding.UTF8.GetBytes(text)) : KubeconfigYaml.Parse(text);
    }

    private ApiServerConnection Connection(string? contextName)
    {
        var name = contextName ?? root["current-context"].Text
            ?? throw new InvalidSettingsException($"{path} has no current-context; name one with --context");
        var context = Named("contexts", name, "context");
        var cluster = Named("clusters", context["cluster"].Text, "cluster");
        var user = context["user"].Exists ? Named("users", context["user"].Text, "user") : YamlNode.Empty;
        RejectUnsupported(cluster, user);
        return new()
        {
            Server = Uri.TryCreate(cluster["server"].Text, UriKind.Absolute, out var server) && server.Scheme is "https" or "http"
                ? server
                : throw new InvalidSettingsException($"{path}: the cluster of context {name} has no http(s) server"),
            Roots = _files.Authorities(cluster),
            ReadToken = Token(user),
            ClientCertificate = _files.ClientCertificate(user),
            TlsServerName = ServerName(cluster["tls-server-name"].Text),
            SkipsTlsVerification = cluster["insecure-skip-tls-verify"].Text is "true" or "True" or "TRUE",
            UsesProxy = true,
        };
    }

    private YamlNode Named(string list, string? name, string kind)
    {
        var found = root[list].Items?.FirstOrDefault(item => item["name"].Text == name);
        return found?[kind] ?? throw new InvalidSettingsException($"{path} has no {kind} named {name}");
    }

    private string? ServerName(string? name) => string.IsNullOrEmpty(name) ? null
        : Uri.CheckHostName(name) != UriHostNameType.Unknown ? name
        : throw new InvalidSettingsException($"{path}: its tls-server-name is no host name");

    // Ignoring these would connect to another server or as another user.
    private void RejectUnsupported(YamlNode cluster, YamlNode user)
    {
        var reason = user["exec"].Exists ? "authenticates by an exec plugin, which this program does not run"
            : user["auth-provider"].Exists ? "authenticates by an auth-provider plugin, which this program does not run"
            : IsSet(user, "username") || IsSet(user, "password")
                ? "authenticates by username and password, which this program does not send"
            : IsSet(user, "as") || user["as-uid"].Exists || user["as-groups"].Exists || user["as-user-extra"].Exists
                ? "impersonates another user (as), which this program does not do"
            : IsSet(cluster, "proxy-url") ? "reaches its cluster through a proxy-url, which this program does not use"
            : null;
        if (reason is not null)
        {
            throw new InvalidSettingsException(
                $"{path} {reason}; start `kubectl proxy` and use --api-server http://127.0.0.1:8001 instead");
        }
    }

    private static bool IsSet(YamlNode node, string key) => node[key].Text is { Length: > 0 };

    private Func<string>? Token(YamlNode user)
    {
        if (user["tokenFile"].Text is { Length: > 0 } file)
        {
            return () => File.ReadAllText(_files.Absolute(file));
        }

        return user["token"].Text is { Length: > 0 } token ? () => token : null;
    }
}
