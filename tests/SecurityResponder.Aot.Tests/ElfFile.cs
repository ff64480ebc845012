using System.Buffers.Binary;

namespace SecurityResponder.Aot.Tests;

/// <summary>The headers of a 64-bit little-endian program; see elf(5).</summary>
internal sealed record ElfFile(ushort Machine, IReadOnlySet<uint> Segments, IReadOnlySet<uint> Sections)
{
    public const ushort X64 = 62;
    public const ushort AArch64 = 183;

    /// <summary>PT_DYNAMIC: what the dynamic linker needs.</summary>
    public const uint Dynamic = 2;

    /// <summary>PT_INTERP: the path of a dynamic linker.</summary>
    public const uint Interpreter = 3;

    /// <summary>SHT_SYMTAB: the names of functions, which stripping removes.</summary>
    public const uint SymbolTable = 2;

    public static ElfFile Read(string path) => Parse(File.ReadAllBytes(path));

    public static ElfFile Parse(byte[] file)
    {
        Assert.Equal("\u007fELF\u0002\u0001"u8, file.AsSpan(0, 6));
        return new ElfFile(
            U16(file, 18),
            Types(file, start: U64(file, 32), size: U16(file, 54), count: U16(file, 56), typeAt: 0),
            Types(file, start: U64(file, 40), size: U16(file, 58), count: U16(file, 60), typeAt: 4));
    }

    private static HashSet<uint> Types(byte[] file, int start, int size, int count, int typeAt) =>
        [.. Enumerable.Range(0, count).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(start + (i * size) + typeAt)))];

    private static ushort U16(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private static int U64(byte[] file, int at) => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at)));
}
