using System.Reflection;
using System.Runtime.InteropServices;

namespace Belfry.Server.Serving;

/// <summary>Which Belfry this is.</summary>
internal static class ServerVersion
{
    /// <summary>The version, such as <c>0.1.0</c>.</summary>
    internal static string Text { get; } = typeof(ServerVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>What <c>--version</c> prints.</summary>
    internal static string Line =>
        $"belfry, version {Text} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})";
}
