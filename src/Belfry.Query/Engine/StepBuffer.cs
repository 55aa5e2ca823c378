using System.Buffers;

namespace Belfry.Query.Engine;

/// <summary>
/// Pooled room for the values of steps; owned by the method that made it. The default value is no room.
/// </summary>
internal readonly ref struct StepBuffer
{
    private readonly double[] array;

    internal StepBuffer(int length)
    {
        array = ArrayPool<double>.Shared.Rent(length);
        Values = array.AsSpan(0, length);
    }

    /// <summary>The room; what is in it at first is arbitrary.</summary>
    internal Span<double> Values { get; }

    /// <summary>Gives the room back.</summary>
    internal void Dispose() => ArrayPool<double>.Shared.Return(array);
}
