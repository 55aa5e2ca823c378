using System.Diagnostics;
using Xunit;

namespace Belfry.Architecture.Tests;

/// <summary>
/// The banned-API gate is the compiler's, so it is shown a real project that breaks it: one that takes the settings of
/// this repository and is built by the SDK.
/// </summary>
public sealed class BannedApiTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("belfry-gate-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Code_that_calls_a_banned_API_does_not_build()
    {
        var output = Build("""
            namespace Belfry.Gate;

            internal sealed class Sample
            {
                internal object Clock => System.DateTime.UtcNow;

                internal object Disk => System.IO.File.Exists("x");

                internal object Luck => System.Random.Shared;
            }
            """);

        Assert.Equal(["Sample.cs(5", "Sample.cs(7", "Sample.cs(9"], Complaints(output));
    }

    private static IEnumerable<string> Complaints(string output) => output.Split('\n')
        .Where(line => line.Contains("error RS0030", StringComparison.Ordinal))
        .Select(line => line[line.IndexOf("Sample.cs", StringComparison.Ordinal)..line.IndexOf(',', StringComparison.Ordinal)])
        .Distinct()
        .Order(StringComparer.Ordinal);

    private string Build(string code)
    {
        var root = Repository.Root();
        File.Copy(Path.Combine(root, ".editorconfig"), Path.Combine(folder, ".editorconfig"));
        File.WriteAllText(Path.Combine(folder, "Sample.cs"), code);
        File.WriteAllText(Path.Combine(folder, "Belfry.Gate.csproj"), $"""
            <Project>
              <PropertyGroup>
                <IsProductCode>true</IsProductCode>
                <DirectoryPackagesPropsPath>{root}/Directory.Packages.props</DirectoryPackagesPropsPath>
                <RestoreLockedMode>false</RestoreLockedMode>
              </PropertyGroup>
              <Import Project="{root}/Directory.Build.props" />
              <PropertyGroup>
                <RestorePackagesWithLockFile>false</RestorePackagesWithLockFile>
                <RestoreLockedMode>false</RestoreLockedMode>
                <ArtifactsPath>{folder}/artifacts</ArtifactsPath>
              </PropertyGroup>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            ArgumentList = { "build", "--nologo", "-nodeReuse:false" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
