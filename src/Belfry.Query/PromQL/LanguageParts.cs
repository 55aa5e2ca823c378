namespace Belfry.Query.PromQL;

/// <summary>The words of the language, each with whether it may be used.</summary>
public static class LanguageParts
{
    private static readonly string[] Words =
    [
        "bool", "by", "group_left", "group_right", "ignoring", "offset", "on", "without",
    ];

    private static readonly string[] ExtensionWords = ["anchored", "smoothed"];

    private static readonly string[] FillWords = ["fill", "fill_left", "fill_right"];

    private static readonly string[] OtherOperators = ["=~", "!~", "@"];

    /// <summary>The functions.</summary>
    public static IEnumerable<KeyValuePair<string, bool>> Functions(PromQLFeatures features) =>
        FunctionCatalog.Everything.Select(function => KeyValuePair.Create(
            function.Name, !function.IsExperimental || features.ExperimentalFunctions));

    /// <summary>The operators of expressions and of matchers, and the aggregations.</summary>
    public static IEnumerable<KeyValuePair<string, bool>> Operators(PromQLFeatures features) =>
    [
        .. Enum.GetValues<BinaryOperator>().Select(op => KeyValuePair.Create(op.Text(), true)),
        .. OtherOperators.Select(op => KeyValuePair.Create(op, true)),
        .. Enum.GetValues<AggregateOperator>().Select(op => KeyValuePair.Create(
            op.Text(), !op.IsExperimental() || features.ExperimentalFunctions)),
    ];

    /// <summary>The keywords.</summary>
    public static IEnumerable<KeyValuePair<string, bool>> Keywords(PromQLFeatures features) =>
    [
        .. Words.Select(word => KeyValuePair.Create(word, true)),
        .. ExtensionWords.Select(word => KeyValuePair.Create(word, features.ExtendedRangeSelectors)),
        .. FillWords.Select(word => KeyValuePair.Create(word, features.FillModifiers)),
    ];
}
