namespace Belfry.Platform.Telemetry;

/// <summary>A number that only rises. Thread-safe, without locks.</summary>
public sealed class Counter
{
    private double value;

    internal Counter(LabelPairs labels) => Labels = labels;

    /// <summary>The number now.</summary>
    public double Value => Volatile.Read(ref value);

    internal LabelPairs Labels { get; }

    /// <summary>Adds <paramref name="amount"/>, which is not negative.</summary>
    public void Increment(double amount = 1) => AtomicDouble.Add(ref value, amount);
}
