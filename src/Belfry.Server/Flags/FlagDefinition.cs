namespace Belfry.Server.Flags;

/// <summary>One flag that the command line takes.</summary>
/// <param name="Name">Its name without the dashes.</param>
/// <param name="Kind">What its value must look like.</param>
/// <param name="Default">Its value when it is not given; for <see cref="FlagKind.Repeated"/> the only value
/// then.</param>
/// <param name="Help">What it does, in a sentence.</param>
internal sealed record FlagDefinition(string Name, FlagKind Kind, string Default, string Help)
{
    /// <summary>The words that a <see cref="FlagKind.Choice"/> takes.</summary>
    internal IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The letter that a <see cref="FlagKind.Switch"/> may be given by, as in <c>-r</c>; null for
    /// none.</summary>
    internal char? Letter { get; init; }

    /// <summary>True for a flag that is accepted for compatibility and changes nothing in this version.</summary>
    internal bool IsWithoutEffect { get; init; }
}
