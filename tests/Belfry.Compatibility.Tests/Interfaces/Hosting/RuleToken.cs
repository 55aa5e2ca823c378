using System.Security.Cryptography;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>Names a rule group as the original's pages do.</summary>
internal static class RuleToken
{
    internal static string Of(string file, string group) => Convert.ToHexStringLower(
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{file};{group}")));
}
