using System.IO.MemoryMappedFiles;

namespace Gas.Pipeline.Annotation.Genome;

/// <summary>
/// A file read in place. Its pages are the operating system's: shared by all processes, and given back when memory is short. Spans over it are valid while this object is reachable; safe for many threads.
/// </summary>
internal sealed unsafe class FileView
{
    private readonly MemoryMappedFile? mapping;
    private readonly MemoryMappedViewAccessor? view;
    private readonly byte[]? held;
    private readonly byte* first;

    /// <summary>Bytes that are held in memory anyway.</summary>
    public FileView(byte[] bytes) => (held, Length) = (bytes, bytes.Length);

    /// <exception cref="IOException">The file cannot be opened.</exception>
    public FileView(string path)
    {
        Length = new FileInfo(path).Length;
        if (Length == 0)
        {
            held = [];
            return;
        }

        mapping = MemoryMappedFile.CreateFromFile(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        view = mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
    }

    public long Length { get; }

    /// <exception cref="InvalidDataException">The file is shorter.</exception>
    public ReadOnlySpan<byte> Slice(long offset, int length)
    {
        if (offset < 0 || length < 0 || offset + length > Length)
        {
            throw new InvalidDataException("it ends before what it lists");
        }

        return held is null ? new ReadOnlySpan<byte>(first + offset, length) : held.AsSpan((int)offset, length);
    }
}
