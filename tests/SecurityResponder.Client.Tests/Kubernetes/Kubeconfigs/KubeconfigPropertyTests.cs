using CsCheck;
using SecurityResponder.Client.Kubernetes.Kubeconfigs;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Client.Tests.Kubernetes.Kubeconfigs;

/// <summary>Generated kubeconfigs in all notations, read by this program and by a YAML library.</summary>
public sealed class KubeconfigPropertyTests
{
    // Characters with a meaning in YAML, and a few unusual ones.
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[Gen.Char["ab1 #:'\"\\-|>{}[]&*!%@`,?~\t._/=é"], 1, 12],
        Gen.OneOf(
            "null",
            "true",
            "- x",
            "a: b",
            "a #b",
            "#a",
            "it's",
            "user@cluster",
            "arn:aws:eks:eu-west-1:1:cluster/x",
            "---",
            "|",
            "\"",
            "' #"));

    private static readonly Gen<string> Written = Name.SelectMany(name => Gen.OneOf(
        Gen.Const("'" + name.Replace("'", "''", StringComparison.Ordinal) + "'"),
        Gen.Const("\"" + name
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal) + "\""),
        Gen.Const(IsPlain(name) ? name : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'")));

    private static readonly Gen<string> Value = Gen.OneOf(
        Written,
        Gen.OneOf("", "{}", "[]", "~", "null", "true", "https://127.0.0.1:6443"),
        Gen.Select(Gen.OneOf("|", "|-", ">", ">-"), Gen.OneOf("x", "x y", "# no comment", "a: 'b", "- x")).Select(
            (sign, row) => $"{sign}\n            {row}\n            {row}"));

    private static readonly Gen<string> Comment = Gen.OneOf("", "", " # why", "   # it's \"so\": {", "  ");

    private static readonly Gen<string> Config = Gen.Select(
        Written, Value, Value, Comment, Gen.OneOf("\n", "\r\n"), Gen.OneOf("", "  "), Gen.OneOf("", "---\n", "# first\n\n"), Write);

    [Fact]
    public void Kubeconfigs_read_as_a_YAML_library_reads_them() => Config.Sample(
        yaml => Assert.Equal(NodeJson.Of(Library(yaml)), NodeJson.Of(KubeconfigYaml.Parse(yaml))), iter: 5_000);

    [Fact]
    public void Invalid_YAML_is_rejected_with_FormatException_only() =>
        Gen.Select(Config, Gen.String[Gen.Char["\n\r\t :#-'\"|>\\{}[]ab"], 0, 8], Gen.Double.Unit).Sample((yaml, noise, where) =>
    {
        try
        {
            KubeconfigYaml.Parse(yaml.Insert((int)(where * yaml.Length), noise));
        }
        catch (FormatException exception)
        {
            Assert.StartsWith("line ", exception.Message, StringComparison.Ordinal);
        }
    }, iter: 5_000);

    private static string Write(string name, string first, string second, string comment, string lineEnd, string step, string head) =>
        $"""
        {head}apiVersion: v1{comment}
        clusters:{comment}
        {step}- cluster:{comment}
        {step}    server: {first}
        {step}    "certificate-authority": {second}
        {step}  name: {name}{comment}
        {step}-   name: other
        {step}    extra:
        {step}    - {name}{comment}
        {step}    -   - nested{comment}
        {step}        - {name}
        current-context: {name}{comment}

        """.ReplaceLineEndings("\n").Replace("\n", lineEnd, StringComparison.Ordinal);

    private static bool IsPlain(string name) =>
        char.IsAsciiLetterOrDigit(name[0])
        && !name.Contains(": ", StringComparison.Ordinal)
        && !name.Contains(" #", StringComparison.Ordinal)
        && !name.Contains('\t') && name[^1] is not (':' or ' ');

    private static YamlDotNet.RepresentationModel.YamlNode Library(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents[0].RootNode;
    }
}
