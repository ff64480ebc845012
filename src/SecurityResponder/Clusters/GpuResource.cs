namespace SecurityResponder.Clusters;

/// <summary>The extended resources of GPU device plugins.</summary>
public static class GpuResource
{
    /// <summary>The GPU vendor of a resource.</summary>
    /// <param name="resource">E.g. <c>nvidia.com/gpu</c>, <c>nvidia.com/mig-1g.5gb</c> (a share of one), <c>gpu.intel.com/i915</c>.</param>
    /// <returns><c>nvidia</c>, <c>amd</c>, <c>intel</c>, or null for other resources.</returns>
    public static string? Vendor(string resource) => resource switch
    {
        "nvidia.com/gpu" => "nvidia",
        "amd.com/gpu" => "amd",
        "intel.com/gpu" or "gpu.intel.com/i915" or "gpu.intel.com/xe" => "intel",
        _ => resource.StartsWith("nvidia.com/mig-", StringComparison.Ordinal) ? "nvidia" : null,
    };
}
