namespace SecurityResponder.Clusters;

/// <summary>Sums up nodes one by one without storing them, so memory does not grow with the cluster.</summary>
public sealed class NodeAggregator
{
    private readonly NodeGroupAggregator _servers = new();
    private readonly NodeGroupAggregator _agents = new();
    private readonly NodeVersionAggregator _versions = new();
    private NodeSystem? _system;
    private NodeSystem? _seen;
    private string? _gpuVendor;
    private int _gpuNodes;
    private int _selinuxOn;
    private int _selinuxOff;
    private bool _isInconsistent;
    private bool _hasWindows;
    private bool _hasSingleStack;

    /// <summary>Number of nodes added so far.</summary>
    public int Count => _servers.Count + _agents.Count;

    /// <summary>Number of nodes whose CPU or memory is not a valid quantity; it counts as 0.</summary>
    public int UnreadableQuantities { get; private set; }

    /// <summary>Whether every node has pod networks of both address families.</summary>
    public bool IsDualStack => Count > 0 && !_hasSingleStack;

    /// <summary>SELinux on the nodes with data; null when there is none.</summary>
    public Selinux? Selinux => (_selinuxOn, _selinuxOff) switch
    {
        (0, 0) => null,
        (_, 0) => Clusters.Selinux.Enabled,
        (0, _) => Clusters.Selinux.Disabled,
        _ => Clusters.Selinux.Mixed,
    };

    /// <summary>Adds one node.</summary>
    public void Add(Node node)
    {
        AddResources(node);
        AddSystem(node);
        AddSelinux(node);
        _versions.Add(node);
        _hasSingleStack |= !node.IsDualStack;
        if (node.GpuVendor is not null)
        {
            _gpuNodes++;
            _gpuVendor ??= node.GpuVendor;
        }
    }

    /// <summary>The sums so far.</summary>
    public NodeSummary ToSummary() => new()
    {
        Servers = _servers.ToGroup(),
        Agents = _agents.ToGroup(),
        System = _system,
        IsConsistent = !_isInconsistent,
        HasWindows = _hasWindows,
        GpuNodes = _gpuNodes,
        GpuVendor = _gpuVendor,
    };

    /// <summary>The versions so far.</summary>
    public NodeVersions ToVersions() => _versions.ToVersions();

    private void AddResources(Node node)
    {
        var cpu = Quantity.ToMilliunits(node.Cpu);
        var memory = Quantity.ToUnits(node.Memory);
        UnreadableQuantities += cpu is null || memory is null ? 1 : 0;
        (node.IsServer ? _servers : _agents).Add(cpu ?? 0, memory ?? 0);
    }

    private void AddSystem(Node node)
    {
        _hasWindows |= node.IsWindows;
        _isInconsistent |= _seen is not null && _seen != node.System;
        _seen ??= node.System;
        if (_system is null && node.System.OsImage.Length > 0)
        {
            _system = node.System;
        }
    }

    private void AddSelinux(Node node)
    {
        var isEnabled = node.Selinux.IsEnabled(node.IsWindows);
        _selinuxOn += isEnabled is true ? 1 : 0;
        _selinuxOff += isEnabled is false ? 1 : 0;
    }

    private sealed class NodeGroupAggregator
    {
        private long _cpu;
        private long _memory;

        public int Count { get; private set; }

        // Capped, so that absurd quantities cannot overflow.
        public void Add(long cpu, long memory)
        {
            Count++;
            _cpu = _cpu > long.MaxValue - cpu ? long.MaxValue : _cpu + cpu;
            _memory = _memory > long.MaxValue - memory ? long.MaxValue : _memory + memory;
        }

        public NodeGroup ToGroup() => new(Count, _cpu, _memory);
    }
}
