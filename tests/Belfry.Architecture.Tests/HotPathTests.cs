using System.Text.Json;
using Xunit;

namespace Belfry.Architecture.Tests;

/// <summary>
/// Every member marked <c>[HotPath]</c> has a budget in <c>bench/budgets.json</c>, every budget a member and a test
/// that
/// measures it; marked members are free of what allocates unseen, and trusted parameters are nobody else's.
/// </summary>
public sealed class HotPathTests
{
    private static readonly IReadOnlyList<(string Path, string Text)> Sources =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
            .Select(path => (Path.GetRelativePath(Repository.Root(), path), File.ReadAllText(path))),
    ];

    private static readonly IReadOnlyList<(string Member, string Test)> Budgets = ReadBudgets();

    [Fact]
    public void Every_hot_path_has_a_budget_and_every_budget_a_hot_path() => Assert.Equal(
        Budgets.Select(budget => budget.Member).Order(StringComparer.Ordinal),
        Sources.SelectMany(source => Marks.HotPaths(source.Text)).Select(member => member.Name)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_budget_is_measured_by_a_test_that_names_it()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root(), "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);

        Assert.All(Budgets, budget => Assert.Contains(
            tests[budget.Test], text => text.Contains($"\"{budget.Member}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Marked_members_keep_what_their_marks_say()
    {
        var complaints = Sources.SelectMany(source => Marks.Complaints(source.Path, source.Text)).ToList();

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    // A convention test that cannot fail checks nothing: every rule is shown a sample that breaks it.
    [Theory]
    [InlineData("[HotPath]\n    public void Add(int a) { Log($\"{a}\"); }", "C.Add(int) is a hot path and interpolates")]
    [InlineData("[HotPath]\n    public int Add(int[] a) => a.Where(Is).Count;", "C.Add(int[]) is a hot path and uses LINQ")]
    [InlineData("[HotPath]\n    public void Add() { Run(x => x + 1); }", "makes a delegate")]
    [InlineData("[HotPath]\n    public void Add(params int[] a) { }", "takes `params`")]
    [InlineData("public void Add([Trusted] int a) { Debug.Assert(a > 0); }", "C.Add(int) is public and trusts `a`")]
    [InlineData("internal void Add(int b, [Trusted] Span<int> a) { Debug.Assert(b > 0); }", "trusts `a` and does not assert")]
    public void Every_rule_fires_on_a_sample_that_breaks_it(string member, string complaint) => Assert.Contains(
        Marks.Complaints("C.cs", Sample(member)), found => found.Contains(complaint, StringComparison.Ordinal));

    [Theory]
    [InlineData("[HotPath]\n    public void Add(int a) { Count += a; }")]
    [InlineData("[HotPath]\n    public bool Is(int a) => a > 0;")]
    [InlineData("[HotPath]\n    public int Is(int a) { return a switch { 1 => 2, _ => 3 }; }")]
    [InlineData("internal void Add([Trusted] int a) { Debug.Assert(a > 0); }")]
    public void A_member_that_keeps_its_mark_is_left_alone(string member) =>
        Assert.Empty(Marks.Complaints("C.cs", Sample(member)));

    [Theory]
    [InlineData("[HotPath]\n    [Other]\n    internal static T Add<T>(in Span<T> a, int b = 1) => a;", "N.M.C.Add(Span<T>, int)")]
    [InlineData("[HotPath]\n    void Add(Dictionary<int, string> a,\n        ref byte[] b);", "N.M.C.Add(Dictionary<int, string>, byte[])")]
    public void A_hot_path_is_named_with_the_types_of_its_parameters(string member, string name) =>
        Assert.Equal(name, Assert.Single(Marks.HotPaths(Sample(member))).Name);

    private static string Sample(string member) =>
        $"namespace N.M;\n\npublic sealed class C\n{{\n    private int count;\n\n    {member}\n}}\n";

    private static List<(string Member, string Test)> ReadBudgets()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Root(), "bench", "budgets.json")));
        return
        [
            .. document.RootElement.GetProperty("members").EnumerateArray().Select(entry =>
                (entry.GetProperty("member").GetString()!, entry.GetProperty("measuredBy").GetString()!)),
        ];
    }
}
