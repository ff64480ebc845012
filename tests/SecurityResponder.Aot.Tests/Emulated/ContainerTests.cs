namespace SecurityResponder.Aot.Tests.Emulated;

/// <summary>The same image for arm64, on a machine for amd64 under an emulator.</summary>
public sealed class ContainerTests(Container container) : ContainerSuite(container, "arm64");
