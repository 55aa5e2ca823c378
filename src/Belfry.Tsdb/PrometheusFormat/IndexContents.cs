using Belfry.Platform.Disk;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>Where the sections of an index start, from the end of the file; 0 for none.</summary>
internal readonly record struct IndexContents(
    long Symbols, long Series, long LabelIndices, long LabelTable, long Postings, long PostingsTable)
{
    internal const int SizeBytes = (6 * 8) + PrometheusFiles.ChecksumBytes;

    /// <summary>The first byte behind the series.</summary>
    internal long SeriesEnd(long fileLengthBytes)
    {
        var start = Series;
        return new[] { Symbols, LabelIndices, LabelTable, Postings, PostingsTable }
            .Where(offset => offset > start)
            .Append(fileLengthBytes - SizeBytes)
            .Min();
    }

    internal static bool TryRead(MappedFile file, out IndexContents contents)
    {
        contents = default;
        if (file.LengthBytes < SizeBytes)
        {
            return false;
        }

        var bytes = file.Slice(file.LengthBytes - SizeBytes, SizeBytes);
        var cursor = new FormatCursor(bytes);
        contents = new IndexContents(
            cursor.Int64(), cursor.Int64(), cursor.Int64(), cursor.Int64(), cursor.Int64(), cursor.Int64());
        var limit = file.LengthBytes - SizeBytes;
        var told = bytes[..^PrometheusFiles.ChecksumBytes];
        return PrometheusFiles.HasChecksum(told, bytes[^PrometheusFiles.ChecksumBytes..])
            && new[] { contents.Symbols, contents.Series, contents.LabelIndices, contents.LabelTable,
                contents.Postings, contents.PostingsTable }.All(offset => offset >= 0 && offset <= limit);
    }
}
