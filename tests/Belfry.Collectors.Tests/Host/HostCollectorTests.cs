using System.Globalization;
using Belfry.Collectors.Host;
using Belfry.Collectors.Host.Disks;
using Belfry.Collectors.Host.Processor;
using Belfry.Testing;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Collectors.Tests.Host;

public sealed class HostCollectorTests
{
    // Figures worked out by hand from the recorded files; names and units are node exporter's.
    [Theory]
    [InlineData("cpu", "node_cpu_seconds_total{cpu=\"0\",mode=\"user\"} 1")]
    [InlineData("cpu", "node_cpu_seconds_total{cpu=\"1\",mode=\"steal\"} 0.01")]
    [InlineData("cpu", "node_cpu_guest_seconds_total{cpu=\"1\",mode=\"nice\"} 0.04")]
    [InlineData("cpu", "node_cpu_core_throttles_total{core=\"0\",package=\"0\"} 5")]
    [InlineData("cpu", "node_cpu_package_throttles_total{package=\"0\"} 6")]
    [InlineData("cpufreq", "node_cpu_scaling_frequency_hertz{cpu=\"0\"} 8e+08")]
    [InlineData("cpufreq", "node_cpu_frequency_max_hertz{cpu=\"0\"} 3.6e+09")]
    [InlineData("cpufreq", "node_cpu_scaling_governor{cpu=\"0\",governor=\"powersave\"} 1")]
    [InlineData("cpufreq", "node_cpu_scaling_governor{cpu=\"0\",governor=\"performance\"} 0")]
    [InlineData("loadavg", "node_load1 0.52")]
    [InlineData("loadavg", "node_load15 0.4")]
    [InlineData("stat", "node_intr_total 123456")]
    [InlineData("stat", "node_context_switches_total 987654")]
    [InlineData("stat", "node_forks_total 4242")]
    [InlineData("stat", "node_boot_time_seconds 1.7e+09")]
    [InlineData("stat", "node_procs_running 3")]
    [InlineData("stat", "node_procs_blocked 1")]
    [InlineData("schedstat", "node_schedstat_waiting_seconds_total{cpu=\"0\"} 3")]
    [InlineData("schedstat", "node_schedstat_timeslices_total{cpu=\"0\"} 4")]
    [InlineData("pressure", "node_pressure_cpu_waiting_seconds_total 1.5")]
    [InlineData("pressure", "node_pressure_io_stalled_seconds_total 0.5")]
    [InlineData("processes", "node_processes_pids 2")]
    [InlineData("processes", "node_processes_threads 3")]
    [InlineData("processes", "node_processes_max_threads 1000")]
    [InlineData("processes", "node_processes_max_processes 32768")]
    [InlineData("processes", "node_processes_state{state=\"R\"} 1")]
    [InlineData("processes", "node_processes_threads_state{thread_state=\"D\"} 1")]
    [InlineData("meminfo", "node_memory_MemTotal_bytes 1.6706695168e+10")]
    [InlineData("meminfo", "node_memory_Active_anon_bytes 1.263616e+06")]
    [InlineData("meminfo", "node_memory_HugePages_Total 7")]
    [InlineData("vmstat", "node_vmstat_oom_kill 1")]
    [InlineData("vmstat", "node_vmstat_pgfault 200")]
    [InlineData("filefd", "node_filefd_allocated 1024")]
    [InlineData("filefd", "node_filefd_maximum 9.223372036854775807e+18")]
    [InlineData("diskstats", "node_disk_read_bytes_total{device=\"sda\"} 1.024e+06")]
    [InlineData("diskstats", "node_disk_read_time_seconds_total{device=\"sda\"} 1.5")]
    [InlineData("diskstats", "node_disk_io_now{device=\"sda\"} 1")]
    [InlineData("diskstats", "node_disk_flush_requests_time_seconds_total{device=\"sda\"} 0.012")]
    [InlineData("diskstats", "node_disk_io_time_weighted_seconds_total{device=\"dm-0\"} 0.011")]
    [InlineData("diskstats", "node_disk_info{device=\"sda\",major=\"8\",minor=\"0\",path=\"pci-0000:00:1f.2-ata-1\","
        + "wwn=\"0x5000\",model=\"Model X\",serial=\"SN1\",revision=\"R1\"} 1")]
    [InlineData("nvme", "node_nvme_info{device=\"nvme0\",firmware_revision=\"F1\",model=\"Fast\",serial=\"N1\","
        + "state=\"live\",cntlid=\"1\"} 1")]
    [InlineData("netdev", "node_network_receive_bytes_total{device=\"eth0\"} 1000")]
    [InlineData("netdev", "node_network_transmit_carrier_total{device=\"eth0\"} 11")]
    [InlineData("netdev", "node_network_receive_nohandler_total{device=\"eth0\"} 9")]
    [InlineData("netdev", "node_network_receive_bytes_total{device=\"lo\"} 100")]
    [InlineData("netclass", "node_network_up{device=\"eth0\"} 1")]
    [InlineData("netclass", "node_network_speed_bytes{device=\"eth0\"} 1.25e+09")]
    [InlineData("netclass", "node_network_flags{device=\"eth0\"} 4099")]
    [InlineData("netclass", "node_network_info{device=\"eth0\",address=\"02:00:00:00:00:01\","
        + "broadcast=\"ff:ff:ff:ff:ff:ff\",duplex=\"full\",operstate=\"up\",ifalias=\"\",adminstate=\"up\"} 1")]
    [InlineData("netstat", "node_netstat_TcpExt_ListenOverflows 2")]
    [InlineData("netstat", "node_netstat_IpExt_OutOctets 20")]
    [InlineData("netstat", "node_netstat_Tcp_CurrEstab 5")]
    [InlineData("netstat", "node_netstat_Udp6_NoPorts 12")]
    [InlineData("netstat", "node_netstat_UdpLite6_InErrors 14")]
    [InlineData("sockstat", "node_sockstat_sockets_used 77")]
    [InlineData("sockstat", "node_sockstat_TCP_mem 3")]
    [InlineData("sockstat", "node_sockstat_TCP6_inuse 2")]
    [InlineData("softnet", "node_softnet_processed_total{cpu=\"1\"} 10")]
    [InlineData("softnet", "node_softnet_backlog_len{cpu=\"1\"} 6")]
    [InlineData("arp", "node_arp_entries{device=\"eth0\"} 2")]
    [InlineData("conntrack", "node_nf_conntrack_entries 12")]
    [InlineData("conntrack", "node_nf_conntrack_stat_found 11")]
    [InlineData("conntrack", "node_nf_conntrack_stat_drop 5")]
    [InlineData("udp_queues", "node_udp_queues{queue=\"rx\",ip=\"v4\"} 34")]
    [InlineData("uname", "node_uname_info{sysname=\"Linux\",release=\"6.1.0\",version=\"#1 SMP\",machine=\"riscv64\","
        + "nodename=\"web-1\",domainname=\"(none)\"} 1")]
    [InlineData("os", "node_os_version{id=\"debian\",id_like=\"\",name=\"Debian GNU/Linux\"} 12.4")]
    [InlineData("os", "node_os_support_end_timestamp_seconds 1.8459360e+09")]
    [InlineData("dmi", "node_dmi_info{bios_vendor=\"Firm\",system_vendor=\"Maker\"} 1")]
    [InlineData("entropy", "node_entropy_pool_size_bits 256")]
    [InlineData("hwmon", "node_hwmon_temp_celsius{chip=\"coretemp\",sensor=\"temp1\"} 42.5")]
    [InlineData("hwmon", "node_hwmon_temp_crit_celsius{chip=\"coretemp\",sensor=\"temp1\"} 100")]
    [InlineData("hwmon", "node_hwmon_temp_crit_alarm_celsius{chip=\"coretemp\",sensor=\"temp1\"} 0")]
    [InlineData("hwmon", "node_hwmon_sensor_label{chip=\"coretemp\",sensor=\"temp1\",label=\"Package id 0\"} 1")]
    [InlineData("hwmon", "node_hwmon_fan_rpm{chip=\"coretemp\",sensor=\"fan2\"} 1200")]
    [InlineData("thermal_zone", "node_thermal_zone_temp{zone=\"0\",type=\"acpitz\"} 27.8")]
    [InlineData("thermal_zone", "node_cooling_device_max_state{name=\"1\",type=\"Processor\"} 3")]
    [InlineData("time", "node_time_clocksource_available_info{device=\"0\",clocksource=\"hpet\"} 1")]
    [InlineData("time", "node_time_clocksource_current_info{device=\"0\",clocksource=\"tsc\"} 1")]
    [InlineData("textfile", "backup_seconds_bucket{le=\"+Inf\"} 3")]
    [InlineData("textfile", "backup_seconds_count 3")]
    [InlineData("textfile", "backup_runs_total{host=\"a b\"} 7")]
    [InlineData("textfile", "backup_runs_total{host=\"c\"} 8")]
    [InlineData("textfile", "node_textfile_scrape_error 0")]
    [InlineData("selinux", "node_selinux_enabled 0")]
    public void A_recorded_machine_has_this_figure(string collector, string sample)
    {
        using var tree = HostTree.Recorded();

        var space = sample.LastIndexOf(' ');
        var line = Assert.Single(
            tree.Samples(collector), one => one.StartsWith(sample[..(space + 1)], StringComparison.Ordinal));
        Assert.Equal(
            double.Parse(sample[space..], CultureInfo.InvariantCulture),
            double.Parse(line[space..], CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("diskstats", "sda1")]
    [InlineData("vmstat", "nr_free_pages")]
    [InlineData("netstat", "RtoMin")]
    [InlineData("netclass", "bonding_masters")]
    [InlineData("filesystem", "/dev/shm")]
    [InlineData("filesystem", "overlay")]
    public void What_node_exporter_leaves_out_by_default_is_left_out(string collector, string text)
    {
        using var tree = HostTree.Recorded();

        Assert.DoesNotContain(tree.Samples(collector), line => line.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void An_old_kernel_without_discards_has_no_discard_figures_for_that_disk()
    {
        using var tree = HostTree.Recorded();

        var samples = tree.Samples("diskstats");

        Assert.DoesNotContain(
            samples, line => line.StartsWith("node_disk_discards_completed_total{device=\"dm-0\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_processor_counter_does_not_step_back_unless_the_processor_was_replugged()
    {
        using var tree = HostTree.Recorded();
        var collector = new CpuCollector();

        tree.Write("proc/stat", "cpu0 100 0 0 10000 50 0 0 0 0 0\n");
        tree.Collect(collector, out _);
        tree.Write("proc/stat", "cpu0 90 0 0 9900 40 0 0 0 0 0\n");
        var jitter = tree.Collect(collector, out _);
        tree.Write("proc/stat", "cpu0 10 0 0 100 5 0 0 0 0 0\n");
        var replugged = tree.Collect(collector, out _);

        Assert.Contains("mode=\"user\"} 1\n", jitter, StringComparison.Ordinal);
        Assert.Contains("mode=\"idle\"} 100\n", jitter, StringComparison.Ordinal);
        Assert.Contains("mode=\"idle\"} 1\n", replugged, StringComparison.Ordinal);
        Assert.Contains("mode=\"iowait\"} 0.05\n", replugged, StringComparison.Ordinal);
    }

    [Fact]
    public void Escapes_in_mount_points_are_undone() =>
        Assert.Equal("/a b\t\\x\\9", FileSystemCollector.Unescape("""/a\040b\011\134x\9"""u8));

    [Fact]
    public void A_machine_without_any_files_fails_quietly_and_writes_no_device_figures()
    {
        using var tree = new HostTree();
        foreach (var collector in HostCollectors.All(tree.Options, new ManualClock()))
        {
            tree.Collect(collector, out _);
        }
    }

    [Fact]
    public void Mutated_files_never_make_a_collector_throw_or_write_a_family_twice()
    {
        var seed = new Seed(77);
        using var tree = HostTree.Recorded();
        var files = tree.Files.Select(path => (Path: path, Bytes: File.ReadAllBytes(path))).ToArray();
        for (var round = 0; round < 80; round++)
        {
            var changed = Enumerable.Range(0, 30).Select(_ => files[seed.Random.Next(files.Length)]).ToArray();
            foreach (var (path, bytes) in changed)
            {
                File.WriteAllBytes(path, Mutations.Mutate(bytes, seed.Random));
            }

            // New collectors each time, and the same ones twice: state must not trip over either.
            foreach (var collector in HostCollectors.All(tree.Options, new ManualClock()))
            {
                try
                {
                    AssertEachFamilyIsBegunOnce(tree.Collect(collector, out _));
                    AssertEachFamilyIsBegunOnce(tree.Collect(collector, out _));
                }
                catch (Exception exception)
                {
                    Assert.Fail($"{seed} round {round} {collector.Name}: {exception}");
                }
            }

            foreach (var (path, bytes) in changed)
            {
                File.WriteAllBytes(path, bytes);
            }
        }
    }

    private static void AssertEachFamilyIsBegunOnce(string text)
    {
        var families = text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(families.Distinct().Count(), families.Length);
    }
}
