using System.Text;
using System.Text.Json;

namespace SecurityResponder.Clusters;

/// <summary>The sources that say whether SELinux is enabled on a node, in order of precedence.</summary>
public sealed record NodeSelinux
{
    /// <summary>Label <c>security.alpha.kubernetes.io/selinux</c>: <c>enabled</c>, anything else is disabled.</summary>
    public string? Label { get; init; }

    /// <summary>Label <c>feature.node.kubernetes.io/kernel-selinux.enabled</c> of Node Feature Discovery.</summary>
    public string? Feature { get; init; }

    /// <summary>Annotation <c>rke2.io/node-args</c>: a JSON array of the arguments that RKE2 was started with.</summary>
    public string? NodeArgs { get; init; }

    /// <summary>Annotation <c>rke2.io/node-env</c>: a JSON object of RKE2's environment variables.</summary>
    public string? NodeEnv { get; init; }

    /// <summary>Whether SELinux is enabled on this node.</summary>
    /// <param name="isWindows">Whether it is a Windows node, where SELinux is unknown.</param>
    /// <returns>Null when unknown.</returns>
    public bool? IsEnabled(bool isWindows)
    {
        if (isWindows)
        {
            return null;
        }

        if (Label is not null)
        {
            return Label == "enabled";
        }

        if (Feature is not null)
        {
            return IsTrue(Feature);
        }

        // RKE2_SELINUX is the variable of the flag: arguments without the flag mean "disabled" only when it is not set either.
        var arguments = Strings(NodeArgs);
        return Flag(arguments) ?? Variable() ?? (arguments is null ? null : false);
    }

    // The last one wins: RKE2 puts the arguments of its configuration file before those of the command line.
    private static bool? Flag(List<string>? arguments)
    {
        bool? flag = null;
        for (var i = 0; arguments is not null && i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith("--selinux=", StringComparison.Ordinal))
            {
                flag = IsTrue(arguments[i]["--selinux=".Length..]);
            }

            if (arguments[i] == "--selinux")
            {
                flag = i + 1 == arguments.Count || !IsFalse(arguments[i + 1]);
            }
        }

        return flag;
    }

    private bool? Variable()
    {
        var pairs = Strings(NodeEnv, JsonTokenType.StartObject);
        for (var i = 0; pairs is not null && i + 1 < pairs.Count; i += 2)
        {
            if (pairs[i] == "RKE2_SELINUX")
            {
                return IsTrue(pairs[i + 1]);
            }
        }

        return null;
    }

    // As Go's strconv.ParseBool, which RKE2 uses for its flags.
    private static bool IsTrue(string text) => text is "1" or "t" or "T" or "true" or "TRUE" or "True";

    private static bool IsFalse(string text) => text is "0" or "f" or "F" or "false" or "FALSE" or "False";

    /// <summary>Parses a flat JSON array of strings, or an object as alternating names and values; null for other JSON.</summary>
    private static List<string>? Strings(string? json, JsonTokenType start = JsonTokenType.StartArray)
    {
        if (json is null)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            var strings = new List<string>();
            if (!reader.Read() || reader.TokenType != start)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
            {
                strings.Add(reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString()! : "");
                SkipNested(ref reader);
            }

            return strings;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string that is not valid Unicode: this source has no data.
            return null;
        }
    }

    private static void SkipNested(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            reader.Skip();
        }
    }
}
