namespace Belfry.Configuration.Http;

/// <summary>
/// An <c>Authorization</c> header: a scheme and credentials. The older <c>bearer_token</c> fields arrive here too.
/// </summary>
public sealed record AuthorizationConfig
{
    /// <summary>The scheme, never <c>Basic</c>.</summary>
    public string Type { get; init; } = "Bearer";

    /// <summary>What follows the scheme; null when there is none here.</summary>
    public Secret? Credentials { get; init; }

    /// <summary>The file to read the credentials from before each request; empty when there is none.</summary>
    public string CredentialsFile { get; init; } = "";
}
