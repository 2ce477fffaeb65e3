using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gas.Pipeline.Annotation.Vcf;

/// <summary>
/// libdeflate where the machine has it (Debian: <c>libdeflate0</c>, which bgzip uses too): faster than zlib over whole blocks.
/// The same text comes out as from zlib; only the packed bytes differ.
/// </summary>
internal static partial class LibDeflate
{
    private const string Library = "libdeflate";
    private const int MostLevel = 12;
    private static readonly string[] Names = ["libdeflate.so.0", "libdeflate.0.dylib", "libdeflate.dll", Library];
    private static readonly nint Handle = Load();

    [ThreadStatic]
    private static Compressor?[]? _compressors;

    [ThreadStatic]
    private static Decompressor? _decompressor;

    /// <summary>Whether the machine has the library.</summary>
    public static bool IsThere => Handle != 0;

    /// <summary>The packed length, or 0 where the text does not fit once it is packed.</summary>
    public static int Pack(ReadOnlySpan<byte> text, Span<byte> packed, int level)
    {
        _compressors ??= new Compressor?[MostLevel + 1];
        var compressor = _compressors[level] ??= Made(AllocateCompressor(level));
        return (int)Compress(compressor, text, (nuint)text.Length, packed, (nuint)packed.Length);
    }

    /// <summary>Whether the packed bytes are sound and hold exactly as much as <paramref name="text"/> takes.</summary>
    public static bool Unpack(ReadOnlySpan<byte> packed, Span<byte> text)
    {
        _decompressor ??= Made(AllocateDecompressor());
        return Decompress(_decompressor, packed, (nuint)packed.Length, text, (nuint)text.Length, 0) == 0;
    }

    /// <summary>One that was not made leaves only one reason.</summary>
    private static T Made<T>(T handle)
        where T : SafeHandle => handle.IsInvalid ? throw new InvalidOperationException("libdeflate got no memory.") : handle;

    private static nint Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in Names)
        {
            // Beside the program first, where the container image has it.
            if (NativeLibrary.TryLoad(name, assembly, searchPath: null, out var handle))
            {
                NativeLibrary.SetDllImportResolver(assembly, (asked, _, _) => asked == Library ? handle : 0);
                return handle;
            }
        }

        return 0;
    }

    [LibraryImport(Library, EntryPoint = "libdeflate_alloc_compressor")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial Compressor AllocateCompressor(int level);

    [LibraryImport(Library, EntryPoint = "libdeflate_deflate_compress")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial nuint Compress(Compressor compressor, ReadOnlySpan<byte> text, nuint textLength, Span<byte> packed, nuint packedLength);

    [LibraryImport(Library, EntryPoint = "libdeflate_free_compressor")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void FreeCompressor(nint compressor);

    [LibraryImport(Library, EntryPoint = "libdeflate_alloc_decompressor")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial Decompressor AllocateDecompressor();

    [LibraryImport(Library, EntryPoint = "libdeflate_deflate_decompress")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Decompress(Decompressor decompressor, ReadOnlySpan<byte> packed, nuint packedLength, Span<byte> text, nuint textLength, nint actualLength);

    [LibraryImport(Library, EntryPoint = "libdeflate_free_decompressor")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void FreeDecompressor(nint decompressor);

    private sealed class Compressor() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeCompressor(handle);
            return true;
        }
    }

    private sealed class Decompressor() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeDecompressor(handle);
            return true;
        }
    }
}
