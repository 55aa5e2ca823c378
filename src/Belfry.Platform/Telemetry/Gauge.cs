namespace Belfry.Platform.Telemetry;

/// <summary>A number that goes up and down. Thread-safe, without locks.</summary>
public sealed class Gauge
{
    private double value;

    internal Gauge(LabelPairs labels) => Labels = labels;

    /// <summary>The number now.</summary>
    public double Value => Volatile.Read(ref value);

    internal LabelPairs Labels { get; }

    /// <summary>Sets the number.</summary>
    public void Set(double number) => Volatile.Write(ref value, number);

    /// <summary>Adds <paramref name="amount"/>, which may be negative.</summary>
    public void Add(double amount) => AtomicDouble.Add(ref value, amount);
}
