namespace Belfry.Query.Scripts;

/// <summary>
/// Reads the sequence behind <c>@st</c>: for each position how far after the sample's time it started to count.
/// </summary>
internal static class StartSequence
{
    /// <summary>The offsets in milliseconds, null where a position is omitted.</summary>
    /// <exception cref="ScriptException">An item is wrong; names it.</exception>
    internal static IReadOnlyList<long?> Read(string text)
    {
        var offsets = new List<long?>();
        foreach (var item in text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            Expand(item, offsets);
            if (offsets.Count > SeriesLineReader.ValuesMax)
            {
                throw new ScriptException($"more than {SeriesLineReader.ValuesMax} start timestamps in a line");
            }
        }

        return offsets;
    }

    private static void Expand(string item, List<long?> offsets)
    {
        var times = item.LastIndexOf('x');
        int? repeats = times < 0 ? null : SeriesLineReader.Repeats(item.AsSpan(times + 1), item);
        var value = times < 0 ? item : item[..times];
        if (value == "_")
        {
            var count = repeats ?? 1;
            if (count == 0)
            {
                throw new ScriptException($"{item}: at least one position is omitted");
            }

            offsets.AddRange(Enumerable.Repeat<long?>(null, count));
            return;
        }

        var sign = value.AsSpan(Math.Min(1, value.Length)).IndexOfAny('+', '-');
        var increment = sign < 0 ? 0 : ScriptParser.Milliseconds(value[(sign + 1)..]);
        if (sign >= 0 && repeats is null)
        {
            throw new ScriptException($"{item}: an increment needs a number of repeats");
        }

        var offset = ScriptParser.Milliseconds(sign < 0 ? value : value[..(sign + 1)]);
        for (var index = 0; index <= (repeats ?? 0); index++)
        {
            offsets.Add(offset);
            offset += increment;
        }
    }
}
