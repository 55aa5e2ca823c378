using Xunit;

namespace Belfry.Configuration.Tests.Cases;

/// <summary>
/// Cases of one file: <c>### claim</c>, the input, <c>===</c>, and every diagnostic it must give, a line each.
/// </summary>
internal static class CaseFile
{
    internal static TheoryData<string, string, string> Read(string name)
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var block in Resources.Read(name).Split("### ", StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = block.Split("===\n");
            var line = parts[0].IndexOf('\n', StringComparison.Ordinal);
            cases.Add(parts[0][..line], parts[0][(line + 1)..], parts[1].TrimEnd('\n'));
        }

        return cases;
    }
}
