namespace Belfry.Tsdb.Administration.Verification;

/// <summary>One thing that is not as the formats say.</summary>
/// <param name="File">The file, relative to the data folder, with <c>/</c> between parts.</param>
/// <param name="Offset">The byte at which it begins; -1 when it concerns the whole file.</param>
/// <param name="Problem">What is wrong, in words.</param>
public sealed record VerificationFinding(string File, long Offset, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => Offset < 0 ? $"{File}: {Problem}" : $"{File}, byte {Offset}: {Problem}";
}
