namespace Belfry.Tsdb.Administration.Verification;

/// <summary>A section of a count, the ends of that many byte strings, and the strings: symbols and series.</summary>
internal sealed class TextTable
{
    private readonly IndexPart part;

    private TextTable(IndexPart part, uint count)
    {
        this.part = part;
        Count = count;
    }

    internal uint Count { get; }

    /// <summary>Checks that the ends rise and that the strings fill the section. Null, after reporting, when they do
    /// not.</summary>
    internal static TextTable? Check(IndexPart part, string file, VerificationReport report)
    {
        var count = part.UInt32At(0);
        var textsAt = 4 + (count * 4L);
        if (part.LengthBytes < textsAt)
        {
            report.Damage(file, part.Offset, $"the section `{part.Name}` is too short for its {count} entries");
            return null;
        }

        uint before = 0;
        for (uint number = 0; number < count; number++)
        {
            var end = part.UInt32At(4 + (number * 4L));
            if (end < before)
            {
                report.Damage(
                    file, part.Offset + 4 + (number * 4L), $"an end in the section `{part.Name}` is before its start");
                return null;
            }

            before = end;
        }

        if (before != part.LengthBytes - textsAt)
        {
            report.Damage(file, part.Offset, $"the entries of the section `{part.Name}` do not fill it");
            return null;
        }

        return new TextTable(part, count);
    }

    /// <summary>A string; it must be one of the table's.</summary>
    internal ReadOnlySpan<byte> this[uint number]
    {
        get
        {
            part.TrySlice(StartOf(number), part.UInt32At(4 + (number * 4L)) - Start(number), out var bytes);
            return bytes;
        }
    }

    /// <summary>Where a string lies in the file.</summary>
    internal long FileOffset(uint number) => part.Offset + StartOf(number);

    private long StartOf(uint number) => 4 + (Count * 4L) + Start(number);

    private uint Start(uint number) => number == 0 ? 0 : part.UInt32At(number * 4L);
}
