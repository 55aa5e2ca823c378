using System.Globalization;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>The built-ins <c>index</c> and <c>slice</c>. Text is indexed by its UTF-8 bytes.</summary>
internal static class Indexing
{
    /// <summary><c>index x 1 2 3</c> is <c>x[1][2][3]</c>.</summary>
    public static TemplateValue Index(TemplateCall call)
    {
        var item = call[0].IsNil ? throw new TemplateFailureException("index of untyped nil") : call[0];
        for (var index = 1; index < call.Count; index++)
        {
            item = item switch
            {
                ListValue list => list.Items[Position(call[index], list.Items.Count - 1)],
                TextValue text => ByteAt(text.Value, call[index]),
                MapValue map => map.Find(Key(call[index])) ?? map.ElementZero,
                NilValue => throw new TemplateFailureException("index of nil pointer"),
                _ => throw new TemplateFailureException($"can't index item of type {item.TypeName}"),
            };
        }

        return item;
    }

    /// <summary><c>slice x 1 2</c> is <c>x[1:2]</c>.</summary>
    public static TemplateValue Slice(TemplateCall call)
    {
        var item = call[0];
        if (item.IsNil)
        {
            throw new TemplateFailureException("slice of untyped nil");
        }

        if (call.Count > 4)
        {
            throw new TemplateFailureException(
                string.Create(CultureInfo.InvariantCulture, $"too many slice indexes: {call.Count - 1}"));
        }

        switch (item)
        {
            case TextValue when call.Count == 4:
                throw new TemplateFailureException("cannot 3-index slice a string");
            case TextValue text:
                var bytes = System.Text.Encoding.UTF8.GetBytes(text.Value);
                var cut = Bounds(call, bytes.Length);
                return TemplateValue.Of(System.Text.Encoding.UTF8.GetString(bytes[cut]));
            case ListValue list:
                var (offset, length) = Bounds(call, list.Items.Count).GetOffsetAndLength(list.Items.Count);
                return new ListValue([.. list.Items.Skip(offset).Take(length)], list.TypeName);
            default:
                throw new TemplateFailureException($"can't slice item of type {item.TypeName}");
        }
    }

    private static Range Bounds(TemplateCall call, int length)
    {
        var start = call.Count > 1 ? Position(call[1], length) : 0;
        var end = call.Count > 2 ? Position(call[2], length) : length;
        if (start > end)
        {
            throw new TemplateFailureException(
                string.Create(CultureInfo.InvariantCulture, $"invalid slice index: {start} > {end}"));
        }

        if (call.Count > 3 && Position(call[3], length) is var capacity && end > capacity)
        {
            throw new TemplateFailureException(
                string.Create(CultureInfo.InvariantCulture, $"invalid slice index: {end} > {capacity}"));
        }

        return start..end;
    }

    private static UnsignedValue ByteAt(string text, TemplateValue index)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return new UnsignedValue(bytes[Position(index, bytes.Length - 1)], "uint8");
    }

    private static int Position(TemplateValue index, int max)
    {
        var position = index switch
        {
            IntegerValue number => number.Value,
            UnsignedValue number => number.Value > int.MaxValue ? long.MaxValue : (long)number.Value,
            NilValue => throw new TemplateFailureException("cannot index slice/array with nil"),
            _ => throw new TemplateFailureException($"cannot index slice/array with type {index.TypeName}"),
        };
        return position >= 0 && position <= max
            ? (int)position
            : throw new TemplateFailureException(
                string.Create(CultureInfo.InvariantCulture, $"index out of range: {position}"));
    }

    private static string Key(TemplateValue key) => key switch
    {
        TextValue text => text.Value,
        NilValue => throw new TemplateFailureException("value is nil; should be of type string"),
        _ => throw new TemplateFailureException($"value has type {key.TypeName}; should be string"),
    };
}
