using Belfry.Model;

namespace Belfry.Tsdb.Administration.Verification;

/// <summary>
/// Walks every postings list beside the series. Each series, in rising order, takes itself off the list of each of its
/// labels; a list that names another series next, or has something left at the end, is wrong. So the lists are rising,
/// in range, complete, and hold nothing else, and no list is ever held in memory.
/// </summary>
internal sealed class PostingsWalk
{
    private readonly IndexPart pairs;
    private readonly IndexPart postings;
    private readonly TextTable symbols;
    private readonly string file;
    private readonly VerificationReport report;
    private readonly Dictionary<ulong, uint> pairByLabel = [];
    private long[] places = [];
    private long[] ends = [];
    private uint[] last = [];
    private bool[] isBroken = [];

    internal PostingsWalk(
        IndexPart pairs, IndexPart postings, TextTable symbols, string file, VerificationReport report)
    {
        this.pairs = pairs;
        this.postings = postings;
        this.symbols = symbols;
        this.file = file;
        this.report = report;
    }

    /// <summary>Reads the table of pairs. False, after reporting, when the walk is not possible.</summary>
    internal bool TryBegin()
    {
        var nameCount = pairs.UInt32At(0);
        var pairCount = pairs.UInt32At(4);
        if (pairs.LengthBytes != 8 + (nameCount * 8L) + (pairCount * 12L))
        {
            report.Damage(file, pairs.Offset, "the section `pairs` has another length than its counts say");
            return false;
        }

        (places, ends) = (new long[pairCount], new long[pairCount]);
        (last, isBroken) = (new uint[pairCount], new bool[pairCount]);
        uint? nameBefore = null;
        for (uint name = 0; name < nameCount; name++)
        {
            var symbol = pairs.UInt32At(8 + (name * 8L));
            var first = pairs.UInt32At(12 + (name * 8L));
            var end = name + 1 == nameCount ? pairCount : pairs.UInt32At(12 + ((name + 1) * 8L));
            var isFirstRight = name > 0 || first == 0;
            if (symbol >= symbols.Count || symbol <= nameBefore || first >= end || end > pairCount || !isFirstRight)
            {
                report.Damage(
                    file, pairs.Offset + 8 + (name * 8L), "the names of the section `pairs` are out of order");
                return false;
            }

            nameBefore = symbol;
            if (!TryReadPairs(8 + (nameCount * 8L), symbol, first, end))
            {
                return false;
            }
        }

        if (pairCount > 0 && ends[^1] != postings.LengthBytes || pairCount == 0 && postings.LengthBytes != 0)
        {
            report.Damage(file, postings.Offset, "the lists of the section `postings` do not fill it");
            return false;
        }

        report.PostingsListCount += pairCount;
        return true;
    }

    /// <summary>Takes a series off the list of one of its labels. Series come by rising ordinal.</summary>
    internal void Take(uint ordinal, uint nameSymbol, uint valueSymbol)
    {
        if (!pairByLabel.TryGetValue(((ulong)nameSymbol << 32) | valueSymbol, out var pair))
        {
            report.Damage(
                file,
                pairs.Offset,
                $"series {ordinal} has the label {Text(nameSymbol, valueSymbol)}, which has no list");
            return;
        }

        if (isBroken[pair])
        {
            return;
        }

        var (start, isFirst) = (places[pair], places[pair] == StartOf(pair));
        if (!TryNext(pair, out var step))
        {
            Break(pair, start, $"does not name series {ordinal}, which has the label");
            return;
        }

        var named = isFirst ? step : step + last[pair];
        if (!isFirst && step == 0)
        {
            Break(pair, start, "does not rise");
        }
        else if (named != ordinal)
        {
            Break(pair, start, named < ordinal
                ? $"names series {named}, which does not have the label"
                : $"does not name series {ordinal}, which has the label");
        }

        last[pair] = ordinal;
    }

    /// <summary>Reports lists that name more than their series.</summary>
    internal void End()
    {
        for (uint pair = 0; pair < places.Length; pair++)
        {
            if (!isBroken[pair] && places[pair] != ends[pair])
            {
                Break(pair, places[pair], "names a series that does not have the label");
            }
        }
    }

    private bool TryReadPairs(long tableAt, uint nameSymbol, uint first, uint end)
    {
        uint? valueBefore = null;
        for (var pair = first; pair < end; pair++)
        {
            var at = tableAt + (pair * 12L);
            var value = pairs.UInt32At(at);
            ends[pair] = pairs.Int64At(at + 4);
            places[pair] = StartOf(pair);
            if (value >= symbols.Count || value <= valueBefore
                || ends[pair] <= places[pair] || ends[pair] > postings.LengthBytes)
            {
                report.Damage(file, pairs.Offset + at, "the values or lists of the section `pairs` are out of order");
                return false;
            }

            valueBefore = value;
            pairByLabel.Add(((ulong)nameSymbol << 32) | value, pair);
        }

        return true;
    }

    private bool TryNext(uint pair, out ulong step)
    {
        step = 0;
        var room = Math.Min(Uvarint.LengthBytesMax, ends[pair] - places[pair]);
        if (room == 0 || !postings.TrySlice(places[pair], room, out var bytes)
            || !Uvarint.TryRead(bytes, out step, out var used))
        {
            return false;
        }

        places[pair] += used;
        return true;
    }

    private long StartOf(uint pair) => pair == 0 ? 0 : ends[pair - 1];

    private void Break(uint pair, long place, string what)
    {
        isBroken[pair] = true;
        if (report.IsFull)
        {
            report.Damage(file, postings.Offset + place, what);
            return;
        }

        var (label, _) = pairByLabel.First(entry => entry.Value == pair);
        report.Damage(
            file, postings.Offset + place, $"the list of {Text((uint)(label >> 32), (uint)label)} {what}");
    }

    private string Text(uint nameSymbol, uint valueSymbol) =>
        $"`{System.Text.Encoding.UTF8.GetString(symbols[nameSymbol])}="
            + $"{QuotedText.Quote(System.Text.Encoding.UTF8.GetString(symbols[valueSymbol]))}`";
}
