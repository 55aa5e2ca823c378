namespace Belfry.Api.Alertmanager;

/// <summary>A request that does not have the form the API's description asks for.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The original's own code.</param>
/// <param name="Message">What is wrong, in the original's words.</param>
internal readonly record struct SchemaError(int Status, int Code, string Message)
{
    /// <summary>The body is no JSON of the right form.</summary>
    internal static SchemaError Unreadable(string what) =>
        new(400, 400, $"parsing body body from \"\" failed, because {what}");

    /// <summary>A member is missing.</summary>
    internal static SchemaError Required(string name) => new(422, 602, $"{name} in body is required");
}
