using SecurityResponder.Client.Kubernetes.Kubeconfigs;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Client.Tests.Kubernetes.Kubeconfigs;

public sealed class KubeconfigYamlTests
{
    [Theory]
    [InlineData("a: b", """{"a":"b"}""")]
    [InlineData("a: 'it''s # x' # y", """{"a":"it's # x"}""")]
    [InlineData("""a: "a\\" # c""", """{"a":"a\\"}""")]
    [InlineData("""a: "\"# \u00e9\x41\t" # c""", """{"a":"\"# éA\t"}""")]
    [InlineData("a: it's # x", """{"a":"it's"}""")]
    [InlineData("a: b#c", """{"a":"b#c"}""")]
    [InlineData("a: https://x:6443/#y", """{"a":"https://x:6443/#y"}""")]
    [InlineData("\"k: 1\": v\n'it''s': w\n\"x\\\"y\" : z", """{"k: 1":"v","it's":"w","x\"y":"z"}""")]
    [InlineData("a:\nb: ~\nc: null\nd: ''\ne: \"\"", """{"a":null,"b":null,"c":null,"d":"","e":""}""")]
    [InlineData("a: {}\nb: []\nc: # none\n", """{"a":{},"b":[],"c":null}""")]
    [InlineData("- a\n- 'b: c'\n-\n- # nothing\n- \"d\"", """["a","b: c",null,null,"d"]""")]
    [InlineData("-\n  a: b\n-\n  - c\n- - d\n  - e", """[{"a":"b"},["c"],["d","e"]]""")]
    [InlineData("x:\n- a: 1\n  b: 2\n-   a: 3\n    b: 4\ny: z", """{"x":[{"a":"1","b":"2"},{"a":"3","b":"4"}],"y":"z"}""")]
    [InlineData("x:\n  - a:\n    - 1\n    b: 2", """{"x":[{"a":["1"],"b":"2"}]}""")]
    [InlineData("- name:\n- name: b", """[{"name":null},{"name":"b"}]""")]
    [InlineData("a: |\n  x\n    # y\n\n  z\nb: c", """{"a":"x\n  # y\n\nz\n","b":"c"}""")]
    [InlineData("a: |-  # why\n  x\n  y\n\n# end\nb: c", """{"a":"x\ny","b":"c"}""")]
    [InlineData("a: >-\n  x\n  y\n\n  z\nb: c", """{"a":"x y\nz","b":"c"}""")]
    [InlineData("a: >\n  x\n  y\nb: |2\n    z\nc: |+\n  w\n\nd: e", """{"a":"x y\n","b":"  z\n","c":"w\n\n","d":"e"}""")]
    [InlineData("- |\n  x\n- >-\n  y", """["x\n","y"]""")]
    [InlineData("# one\n\n--- # two\na: b # three\n  # four\n  \n#five\nc:\n  # six\n  d: e\n...\n", """{"a":"b","c":{"d":"e"}}""")]
    [InlineData("a: b\n---\na: c", """{"a":"b"}""")]
    [InlineData("", "null")]
    [InlineData("# nothing", "null")]
    public void YAML_is_read_with_any_line_ending(string yaml, string json)
    {
        Assert.Equal(json, NodeJson.Of(KubeconfigYaml.Parse(yaml)));
        Assert.Equal(json, NodeJson.Of(KubeconfigYaml.Parse(yaml.Replace("\n", "\r\n", StringComparison.Ordinal))));
        Assert.Equal(json, NodeJson.Of(FirstDocument(yaml)));
    }

    [Theory]
    [InlineData("a: b\n\tc: d", "line 2 is indented with a tab")]
    [InlineData("a:\n  b: c\n \td: e", "line 3 is indented with a tab")]
    [InlineData("a: b\n  c: d", "line 2 is indented")]
    [InlineData("a:\n    b: c\n  d: e", "line 3 is indented")]
    [InlineData("a: b\n- c", "line 2 is indented")]
    [InlineData("a: b\nwhat is this", "line 2 is no `key: value`")]
    [InlineData("a: 'b", "line 1 has a quote that is not closed")]
    [InlineData("a: \"b\\\"", "line 1 has a quote that is not closed")]
    [InlineData("a: 'b' c", "line 1 has something behind a closing quote")]
    [InlineData("\"a\" b: c", "line 1 is no `key: value`")]
    [InlineData("a: \"\\q\"", "line 1 has the escape \\q")]
    [InlineData("a: \"\\ud800\"", "line 1 has an escape that names no character")]
    [InlineData("a: \"\\u12\"", "line 1 has an escape that names no character")]
    [InlineData("a: b: c", "line 1 has more than one value")]
    [InlineData("a: - b", "line 1 has more than one value")]
    [InlineData("a: {b: c}", "line 1 has a value that begins with {")]
    [InlineData("- {b: c}", "line 1 has a value that begins with {")]
    [InlineData("a: [b]", "line 1 has a value that begins with [")]
    [InlineData("a: &x b", "line 1 has a value that begins with &")]
    [InlineData("a: *x", "line 1 has a value that begins with *")]
    [InlineData("a: !!str b", "line 1 has a value that begins with !")]
    [InlineData("{}: b", "line 1 is no `key: value`")]
    [InlineData("~: b", "line 1 has a key that is no text")]
    [InlineData("a: |x\n  b", "line 1 begins a block of text with |x")]
    [InlineData("a: |\n    b\n  c", "line 1 begins a block of text whose lines are not indented alike")]
    [InlineData("a: >\n  b\n    c", "line 1 begins a folded text")]
    public void Unsupported_YAML_is_rejected_with_its_line(string yaml, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => KubeconfigYaml.Parse(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var dashes = string.Concat(Enumerable.Repeat("- ", 100_000));
        var keys = string.Join('\n', Enumerable.Range(0, 1_000).Select(depth => new string(' ', depth) + "a:"));

        Assert.Contains("too deep", Assert.Throws<FormatException>(() => KubeconfigYaml.Parse(dashes)).Message, StringComparison.Ordinal);
        Assert.Contains("too deep", Assert.Throws<FormatException>(() => KubeconfigYaml.Parse(keys)).Message, StringComparison.Ordinal);
    }

    private static YamlDotNet.RepresentationModel.YamlNode? FirstDocument(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
    }
}
