namespace Belfry.Encoding.Remote;

/// <summary>
/// Where the symbols of one remote write 2.0 request lie in its bytes, and the references of the series that is being
/// read. Reused for all requests of one worker; not thread-safe.
/// </summary>
public sealed class RemoteSymbols
{
    /// <summary>Requests with more symbols are refused.</summary>
    public const int CountMax = 1 << 20;

    // Kept between requests; beyond this it is given up, so that one large request does not cost memory for ever.
    private const int KeptCountMax = 1 << 16;

    private (int Offset, int LengthBytes)[] places = [];
    private uint[] references = new uint[32];

    /// <summary>The number of symbols.</summary>
    public int Count { get; private set; }

    internal int ReferenceCount { get; private set; }

    internal ReadOnlySpan<uint> References => references.AsSpan(0, ReferenceCount);

    internal void Begin()
    {
        Count = 0;
        if (places.Length > KeptCountMax)
        {
            places = [];
        }

        if (references.Length > KeptCountMax)
        {
            references = new uint[32];
        }
    }

    internal bool TryAdd(int offset, int lengthBytes)
    {
        if (Count == CountMax)
        {
            return false;
        }

        if (Count == places.Length)
        {
            Array.Resize(ref places, Math.Max(1024, 2 * Count));
        }

        places[Count++] = (offset, lengthBytes);
        return true;
    }

    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> message, uint reference)
    {
        var (offset, lengthBytes) = places[reference];
        return message.Slice(offset, lengthBytes);
    }

    internal void BeginReferences() => ReferenceCount = 0;

    internal void AddReference(uint reference)
    {
        if (ReferenceCount == references.Length)
        {
            Array.Resize(ref references, 2 * ReferenceCount);
        }

        references[ReferenceCount++] = reference;
    }

    /// <summary>Adds the references of a field that is packed or not.</summary>
    internal void AddReferences(scoped ref ProtobufReader fields)
    {
        if (fields.Type != WireType.Bytes)
        {
            AddReference((uint)fields.UInt64());
            return;
        }

        var packed = new ProtobufReader(fields.Bytes());
        while (!packed.IsAtEnd && packed.Error is null)
        {
            AddReference((uint)packed.PackedVarint());
        }

        fields.Refuse(packed.Error);
    }

    /// <summary>
    /// What is wrong with the references as pairs of names and values, in the original's words; null when nothing is.
    /// </summary>
    internal string? FindDefect()
    {
        if (ReferenceCount % 2 != 0)
        {
            return $"invalid labelRefs length {ReferenceCount}";
        }

        var pairs = References;
        for (var index = 0; index < pairs.Length; index += 2)
        {
            if (pairs[index] >= Count || pairs[index + 1] >= Count)
            {
                return $"labelRefs {pairs[index]} (name) = {pairs[index + 1]} (value) "
                    + $"outside of symbols table (size {Count})";
            }
        }

        return null;
    }

    /// <summary>The references as the original shows them, the first of very many only.</summary>
    internal string ReferencesText() => References.Length <= 100
        ? $"[{string.Join(' ', References.ToArray())}]"
        : $"[{string.Join(' ', References[..100].ToArray())} ...]";
}
