using System.Runtime.InteropServices;
using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Machine;

/// <summary>What <c>uname</c> says (<c>/proc/sys/kernel</c>).</summary>
internal sealed class UnameCollector : IHostCollector
{
    public string Name => "uname";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        string Fact(string name) => files.Line(files.Proc, "sys/kernel/" + name) ?? "";
        var system = Fact("ostype");
        if (system.Length == 0)
        {
            return CollectOutcome.Failed;
        }

        // Kernels before 6.1 do not show their architecture as a file.
        var machine = Fact("arch") is { Length: > 0 } known ? known : RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x86_64",
            Architecture.Arm64 => "aarch64",
            var other => other.ToString(),
        };
        writer.Facts(
            "node_uname_info",
            "Labeled system information as provided by the uname system call.",
            new("sysname", system),
            new("release", Fact("osrelease")),
            new("version", Fact("version")),
            new("machine", machine),
            new("nodename", Fact("hostname")),
            new("domainname", Fact("domainname")));
        return CollectOutcome.Collected;
    }
}
