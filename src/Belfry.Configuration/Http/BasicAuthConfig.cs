namespace Belfry.Configuration.Http;

/// <summary>A user name and password for the HTTP basic scheme; at most one source each.</summary>
public sealed record BasicAuthConfig
{
    /// <summary>The user; empty when it comes from <see cref="UsernameFile"/> or is empty.</summary>
    public string Username { get; init; } = "";

    /// <summary>The file to read the user from before each request; empty when there is none.</summary>
    public string UsernameFile { get; init; } = "";

    /// <summary>The password; null when there is none here.</summary>
    public Secret? Password { get; init; }

    /// <summary>The file to read the password from before each request; empty when there is none.</summary>
    public string PasswordFile { get; init; } = "";
}
