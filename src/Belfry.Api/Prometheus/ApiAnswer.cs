using System.Buffers;
using System.Text.Json;

namespace Belfry.Api.Prometheus;

/// <summary>
/// What a handler answers: data or rows with remarks, or a failure. Written by <see cref="ApiResponse"/>.
/// </summary>
internal sealed record ApiAnswer
{
    /// <summary>Relaxed: the answer is JSON for programs, never HTML.</summary>
    internal static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,

        // The plan of a query is twice as deep as the query.
        MaxDepth = 4 * Query.PromQL.PromQLParser.DepthMax,
    };

    /// <summary>
    /// Writes the JSON of the <c>data</c> member; null in a failure, where there is no data, and where it is
    /// <see cref="Rows"/>.
    /// </summary>
    internal Action<IBufferWriter<byte>>? Data { get; private init; }

    /// <summary>The <c>data</c> member when it may be big; else null.</summary>
    internal JsonRows? Rows { get; private init; }

    /// <summary>The failure; null in a success.</summary>
    internal ApiError? Error { get; private init; }

    internal IReadOnlyList<string> Warnings { get; init; } = [];

    internal IReadOnlyList<string> Infos { get; init; } = [];

    internal static ApiAnswer Success(Action<IBufferWriter<byte>>? data) => new() { Data = data };

    /// <summary>A success whose data may be big.</summary>
    internal static ApiAnswer OfRows(JsonRows rows) => new() { Rows = rows };

    /// <summary>A success whose data is written with a <see cref="Utf8JsonWriter"/>.</summary>
    internal static ApiAnswer Json(Action<Utf8JsonWriter> data) => Success(destination =>
    {
        using var writer = new Utf8JsonWriter(destination, WriterOptions);
        data(writer);
    });

    internal static ApiAnswer Failure(ApiErrorKind kind, string message) =>
        new() { Error = new ApiError(kind, message) };

    /// <summary>The failure for a parameter that cannot be used, in Prometheus's words.</summary>
    internal static ApiAnswer InvalidParameter(string name, string message) =>
        Failure(ApiErrorKind.BadData, $"invalid parameter \"{name}\": {message}");
}
