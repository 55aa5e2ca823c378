using System.Security.Cryptography;
using System.Text;

namespace Belfry.Configuration;

/// <summary>Short names of configurations that differ exactly when the configurations do, secrets included.</summary>
internal static class Digest
{
    internal static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
