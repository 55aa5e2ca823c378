namespace Belfry.Encoding.Exposition;

/// <summary>A token of either text format. The names, in capitals, appear in error messages.</summary>
internal enum ExpositionToken
{
    Invalid,
    Eof,
    Linebreak,
    Whitespace,
    Help,
    Type,
    Unit,
    EofWord,
    Text,
    Comment,
    MName,
    QString,
    BOpen,
    BClose,
    LName,
    LValue,
    Comma,
    Equal,
    Timestamp,
    Value,
}
