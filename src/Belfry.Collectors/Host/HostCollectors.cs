using Belfry.Collectors.Host.Disks;
using Belfry.Collectors.Host.Machine;
using Belfry.Collectors.Host.Memory;
using Belfry.Collectors.Host.Network;
using Belfry.Collectors.Host.Processor;
using Belfry.Collectors.Host.TextFiles;
using Belfry.Platform.Time;

namespace Belfry.Collectors.Host;

/// <summary>The list of collectors: a new one is a type and a line here.</summary>
internal static class HostCollectors
{
    internal static IEnumerable<IHostCollector> All(HostMetricsOptions options, TimeProvider clock) =>
    [
        new ArpCollector(),
        new ClockSteeringCollector(KernelClock.TryRead),
        new ConntrackCollector(),
        new CpuCollector(),
        new CpuFrequencyCollector(),
        new DiskStatsCollector(options),
        new DmiCollector(),
        new EntropyCollector(),
        new FileDescriptorCollector(),
        new FileSystemCollector(options),
        new HardwareMonitorCollector(),
        new LoadAverageCollector(),
        new MemoryCollector(),
        new NetworkClassCollector(),
        new NetworkDeviceCollector(options),
        new NetworkStatisticsCollector(),
        new NvmeCollector(),
        new OperatingSystemCollector(),
        new PressureCollector(),
        new ProcessesCollector(),
        new SchedulerCollector(),
        new SelinuxCollector(),
        new SocketCollector(),
        new SoftnetCollector(),
        new StatCollector(),
        new ThermalZoneCollector(),
        new TimeCollector(clock),
        new UdpQueuesCollector(),
        new UnameCollector(),
        new VirtualMemoryCollector(),

        // Last: a name that the machine's own figures have is theirs.
        new TextFileCollector(options),
    ];
}
