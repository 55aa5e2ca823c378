namespace Belfry.Configuration;

/// <summary>
/// A text that must never be shown: a password, a token, a URL that carries a token. Printing, logging or rendering it
/// gives <c>&lt;secret&gt;</c>; only <see cref="Reveal"/> gives the text, for the request that needs it.
/// </summary>
public sealed class Secret : IEquatable<Secret>
{
    /// <summary>What is shown in place of every secret.</summary>
    public const string Hidden = "<secret>";

    private readonly string text;

    /// <summary>Hides <paramref name="text"/>.</summary>
    public Secret(string text) => this.text = text;

    /// <summary>True when there is no text at all, which the originals treat as not configured.</summary>
    public bool IsEmpty => text.Length == 0;

    /// <summary>The text itself. Never log or show the answer.</summary>
    public string Reveal() => text;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && text == other.text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Always <c>&lt;secret&gt;</c>.</summary>
    public override string ToString() => Hidden;
}
