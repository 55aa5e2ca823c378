namespace Belfry.Server.Flags;

/// <summary>One argument without a name that a verb takes, by its place.</summary>
/// <param name="Name">What it is called in help and errors, such as <c>TARGET</c>.</param>
/// <param name="Default">Its value when it is not given; null when it has to be.</param>
/// <param name="Help">What it is, in a sentence.</param>
internal sealed record ArgumentDefinition(string Name, string? Default, string Help)
{
    /// <summary>Whether everything behind it without a name is another value of it; only for the last.</summary>
    internal bool IsRepeated { get; init; }
}
