using System.Buffers.Binary;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;

namespace Belfry.Tsdb.Blocks;

/// <summary>One section of an index: its checksum is checked once, when it is first used. Thread-safe.</summary>
internal sealed class IndexSection(MappedFile file, string name, long offset, long lengthBytes, uint checksum)
{
    private const int PartSizeBytes = 1 << 20;

    private bool isChecked;

    internal long LengthBytes => lengthBytes;

    internal ReadOnlySpan<byte> Slice(long start, int length)
    {
        if (!Volatile.Read(ref isChecked))
        {
            Check();
        }

        // Offsets come from the file: a section may only lead into itself.
        return start < 0 || length < 0 || start > lengthBytes - length
            ? throw BlockFormat.Damaged(name, offset, "a place in it lies outside its section")
            : file.Slice(offset + start, length);
    }

    internal uint UInt32At(long start) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(start, 4));

    internal long Int64At(long start) => BinaryPrimitives.ReadInt64LittleEndian(Slice(start, 8));

    internal Exception Damaged(string reason) => BlockFormat.Damaged(name, offset, reason);

    private void Check()
    {
        uint found = 0;
        for (long done = 0; done < lengthBytes;)
        {
            var part = (int)Math.Min(PartSizeBytes, lengthBytes - done);
            found = Crc32C.Compute(file.Slice(offset + done, part), found);
            done += part;
        }

        if (found != checksum)
        {
            throw Damaged("the checksum of a section is wrong");
        }

        Volatile.Write(ref isChecked, true);
    }
}
