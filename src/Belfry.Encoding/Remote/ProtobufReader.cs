using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Belfry.Model;

namespace Belfry.Encoding.Remote;

/// <summary>
/// Walks the fields of one protobuf message. When something is wrong it stands still and says what; the caller then
/// stops. Never reads outside its span. Source: the protocol buffers encoding specification.
/// </summary>
internal ref struct ProtobufReader
{
    private readonly ReadOnlySpan<byte> message;
    private int at;

    internal ProtobufReader(ReadOnlySpan<byte> message) => this.message = message;

    internal int Field { get; private set; }

    internal WireType Type { get; private set; }

    /// <summary>What is wrong, in the words of the original's decoder; null while nothing is.</summary>
    internal string? Error { get; private set; }

    internal readonly int Offset => at;

    /// <summary>Whether nothing is left; for packed values, which have no tags.</summary>
    internal readonly bool IsAtEnd => at >= message.Length;

    /// <summary>What is left, not checked.</summary>
    internal readonly ReadOnlySpan<byte> Rest => message[at..];

    /// <summary>Goes to the next field; false at the end and when something is wrong.</summary>
    internal bool NextField()
    {
        if (Error is not null || at >= message.Length)
        {
            return false;
        }

        if (!TryVarint(out var tag))
        {
            return false;
        }

        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        if (Field <= 0 || tag > uint.MaxValue)
        {
            Error = $"proto: illegal tag {Field} (wire type {(int)Type})";
            return false;
        }

        return true;
    }

    /// <summary>The value of a field with a length; empty when it is not one.</summary>
    internal ReadOnlySpan<byte> Bytes()
    {
        if (Type != WireType.Bytes)
        {
            WrongType();
            return default;
        }

        if (!TryVarint(out var length))
        {
            return default;
        }

        if (length > (ulong)(message.Length - at))
        {
            Error = "unexpected EOF";
            return default;
        }

        var value = message.Slice(at, (int)length);
        at += (int)length;
        return value;
    }

    internal double Double()
    {
        if (Type != WireType.Fixed64)
        {
            WrongType();
            return 0;
        }

        return PackedDouble();
    }

    internal long Int64() => (long)UInt64();

    /// <summary>An unsigned or plain integer; narrower ones are its low bits, as others decode them.</summary>
    internal ulong UInt64()
    {
        if (Type != WireType.Varint)
        {
            WrongType();
            return 0;
        }

        return PackedVarint();
    }

    /// <summary>An integer in zigzag form, <c>sint32</c> or <c>sint64</c>.</summary>
    internal long SignedInt64() => Zigzag.Decode(UInt64());

    /// <summary>The next of packed doubles.</summary>
    internal double PackedDouble()
    {
        if (message.Length - at < sizeof(double))
        {
            Error = "unexpected EOF";
            return 0;
        }

        var value = BinaryPrimitives.ReadDoubleLittleEndian(message[at..]);
        at += sizeof(double);
        return value;
    }

    /// <summary>The next of packed integers.</summary>
    internal ulong PackedVarint() => TryVarint(out var value) ? value : 0;

    /// <summary>Stops with an error of a message that lies inside, or of a limit.</summary>
    internal void Refuse(string? error) => Error ??= error;

    internal void Skip()
    {
        switch (Type)
        {
            case WireType.Varint:
                _ = TryVarint(out _);
                break;
            case WireType.Fixed64:
                SkipBytes(8);
                break;
            case WireType.Bytes:
                _ = Bytes();
                break;
            case WireType.Fixed32:
                SkipBytes(4);
                break;
            default:
                Error = $"proto: illegal wireType {(int)Type}";
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryVarint(out ulong value)
    {
        // Most lengths and tags are one byte.
        if ((uint)at < (uint)message.Length && message[at] < 0x80)
        {
            value = message[at++];
            return true;
        }

        return TryLongVarint(out value);
    }

    private bool TryLongVarint(out ulong value)
    {
        if (!Uvarint.TryRead(message[at..], out value, out var used))
        {
            Error = message.Length - at < Uvarint.LengthBytesMax ? "unexpected EOF" : "proto: integer overflow";
            return false;
        }

        at += used;
        return true;
    }

    private void SkipBytes(int count)
    {
        if (message.Length - at < count)
        {
            Error = "unexpected EOF";
            return;
        }

        at += count;
    }

    private void WrongType() => Error = $"proto: wrong wireType = {(int)Type} for field {Field}";
}
