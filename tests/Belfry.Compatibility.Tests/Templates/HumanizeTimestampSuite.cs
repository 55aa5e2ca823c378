namespace Belfry.Compatibility.Tests.Templates;

/// <summary>The table <c>humanize_timestamp.json</c>.</summary>
internal sealed class HumanizeTimestampSuite() : HumanizeSuite("humanizeTimestamp")
{
    /// <inheritdoc/>
    public override string Pattern => "common/humanize_timestamp.json";
}
