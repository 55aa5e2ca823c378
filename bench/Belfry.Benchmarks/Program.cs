using BenchmarkDotNet.Running;
using Belfry.Benchmarks;

if (args is ["table", ..])
{
    CodecTable.Print(args[1..]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
