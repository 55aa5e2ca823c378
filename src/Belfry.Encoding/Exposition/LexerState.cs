namespace Belfry.Encoding.Exposition;

/// <summary>What a lexer expects next, which decides how a byte is read.</summary>
internal enum LexerState
{
    LineStart,
    Comment,
    MetadataName,
    MetadataText,
    Labels,
    LabelValue,
    Value,
    Timestamp,
    Exemplar,
    ExemplarValue,
    ExemplarTimestamp,
}
