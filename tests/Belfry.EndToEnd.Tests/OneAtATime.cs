using Xunit;

// Each test starts several real programs; together they would starve each other on a small machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
