using System.Globalization;

namespace Belfry.Testing;

/// <summary>
/// Randomness that can be repeated: the seed comes from <c>BELFRY_SEED</c> or the given default, and every failure
/// message should carry <see cref="ToString"/>.
/// </summary>
public sealed class Seed
{
    /// <summary>The seed from <c>BELFRY_SEED</c>, or <paramref name="fallback"/>.</summary>
    public Seed(int fallback)
    {
        var given = Environment.GetEnvironmentVariable("BELFRY_SEED");
        Value = int.TryParse(given, CultureInfo.InvariantCulture, out var value) ? value : fallback;
        Random = new Random(Value);
    }

    /// <summary>The seed's number.</summary>
    public int Value { get; }

    /// <summary>The generator; not thread-safe.</summary>
    public Random Random { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"BELFRY_SEED={Value}");
}
