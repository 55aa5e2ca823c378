namespace Belfry.Compatibility.Tests.Templates;

/// <summary>The table <c>humanize_duration.json</c>.</summary>
internal sealed class HumanizeDurationSuite() : HumanizeSuite("humanizeDuration")
{
    /// <inheritdoc/>
    public override string Pattern => "common/humanize_duration.json";
}
