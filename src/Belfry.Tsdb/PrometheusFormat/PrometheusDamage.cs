namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>Something in a data folder of Prometheus that could not be read and was left out.</summary>
/// <param name="File">The file's path below the data folder.</param>
/// <param name="Offset">The byte at which it is; -1 when it concerns the whole file.</param>
/// <param name="Reason">What is wrong and what was left out; lower case, no full stop.</param>
public sealed record PrometheusDamage(string File, long Offset, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => Offset < 0 ? $"{File}: {Reason}" : $"{File}, offset {Offset}: {Reason}";
}
