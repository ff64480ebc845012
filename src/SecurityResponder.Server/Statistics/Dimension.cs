using System.Text.RegularExpressions;

namespace SecurityResponder.Server.Statistics;

/// <summary>A property that clusters are counted and filtered by.</summary>
/// <param name="Name">Its name in URLs, e.g. <c>cni</c>.</param>
/// <param name="Column">Its column in the store.</param>
/// <param name="Title">Its title on the page.</param>
/// <param name="Noun">The heading of its values.</param>
/// <param name="Words">The generally known values: they identify no cluster and are shown even if few clusters have them.</param>
internal sealed partial record Dimension(string Name, string Column, string Title, string Noun, params string[] Words)
{
    /// <summary>Whether its values are listed in the order of <see cref="Words"/>, not by their number of clusters.</summary>
    public bool IsOrdered { get; private init; }

    // The values that can be published, if there are more than the generally known ones.
    private Regex? Form { get; init; }

    /// <summary>The release; its generally known values are the releases of the feed.</summary>
    public static Dimension Version { get; } = new("version", "app_version", "Versions", "Version") { Form = Release() };

    /// <summary>All dimensions, in the order of the page.</summary>
    public static IReadOnlyList<Dimension> All { get; } =
    [
        Version,
        new("kubernetes", "kubernetes_minor", "Kubernetes", "Minor", Minors()) { IsOrdered = true },
        new("size", "cluster_size", "Nodes per cluster", "Nodes", "1", "2-5", "6-20", "21-100", "101-500", "501+") { IsOrdered = true },
        new("cni", "cni_plugin", "Network plugin", "Plugin", "canal", "calico", "cilium", "flannel", "none"),
        new("ingress", "ingress_controller", "Ingress controller", "Controller", "traefik", "rke2-ingress-nginx", "nginx", "none"),
        new("os", "os", "Operating system", "System") { Form = OperatingSystem() },
        new("arch", "arch", "Architecture", "Architecture", "amd64", "arm64"),
    ];

    /// <summary>Whether a value has the form of a real one, so that the public can see it: it is no free text.</summary>
    public bool IsWellFormed(string? value) => value is not null && Form?.IsMatch(value) == true;

    /// <summary>Finds a dimension by its name; null when there is none.</summary>
    public static Dimension? Find(string name) => All.FirstOrDefault(dimension => dimension.Name == name);

    // Newest first. RKE2 started with 1.18, and a minor is released every four months.
    private static string[] Minors() => [.. Enumerable.Range(18, 42).Reverse().Select(minor => $"v1.{minor}")];

    [GeneratedRegex(@"^v1\.\d{1,2}\.\d{1,2}(-rc\d{1,2})?(\+rke2r\d{1,2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Release();

    // PRETTY_NAME of os-release: a distribution, its version, and the name of the version.
    [GeneratedRegex(
        @"^(AlmaLinux|Amazon Linux|CentOS (Linux|Stream)|Debian GNU/Linux|Fedora Linux|Flatcar Container Linux by Kinvolk"
        + @"|openSUSE (Leap|Leap Micro|MicroOS|Tumbleweed)|Oracle Linux Server|Red Hat Enterprise Linux( CoreOS)?|Rocky Linux|SL-Micro"
        + @"|SLE Micro|SUSE Linux (Enterprise (Micro|Server)|Micro)|Ubuntu|Windows Server)( \d[\d.]{0,11})?( SP\d| LTS)?"
        + @"( \((Blue Onyx|Core|Coughlan|Green Obsidian|Ootpa|Plow|Red Quartz|bookworm|bullseye|trixie)\))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex OperatingSystem();
}
