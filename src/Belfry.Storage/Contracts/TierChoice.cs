using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>
/// Which tier a question is answered from. The default value leaves it to the store: the coarsest that the question
/// allows.
/// </summary>
/// <param name="Resolution">Null for the store's choice, zero for raw samples only, else a tier's resolution.</param>
public readonly record struct TierChoice(TimeSpan? Resolution)
{
    /// <summary>The store chooses.</summary>
    public static TierChoice Auto => default;

    /// <summary>Raw samples only, even where they are gone.</summary>
    public static TierChoice Raw => new(TimeSpan.Zero);

    /// <summary>Reads <c>auto</c>, <c>raw</c>, or a tier's resolution such as <c>5m</c>; the empty text is
    /// <c>auto</c>.</summary>
    public static bool TryParse(string text, out TierChoice choice)
    {
        choice = text == "raw" ? Raw : Auto;
        if (text is "" or "auto" or "raw")
        {
            return true;
        }

        if (!PrometheusDuration.TryParse(text, out var resolution, out _) || resolution <= TimeSpan.Zero)
        {
            return false;
        }

        choice = new TierChoice(resolution);
        return true;
    }
}
