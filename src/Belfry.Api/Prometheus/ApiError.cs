namespace Belfry.Api.Prometheus;

/// <summary>A failure as the API tells it.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Message">Its text.</param>
internal sealed record ApiError(ApiErrorKind Kind, string Message)
{
    internal int StatusCode => Kind switch
    {
        ApiErrorKind.BadData => 400,
        ApiErrorKind.NotFound => 404,
        ApiErrorKind.Execution => 422,
        ApiErrorKind.Canceled => 499,
        ApiErrorKind.Timeout => 503,
        _ => 500,
    };

    internal ReadOnlySpan<byte> TypeUtf8 => Kind switch
    {
        ApiErrorKind.BadData => "bad_data"u8,
        ApiErrorKind.NotFound => "not_found"u8,
        ApiErrorKind.Execution => "execution"u8,
        ApiErrorKind.Canceled => "canceled"u8,
        ApiErrorKind.Timeout => "timeout"u8,
        ApiErrorKind.Unavailable => "unavailable"u8,
        _ => "internal"u8,
    };
}
