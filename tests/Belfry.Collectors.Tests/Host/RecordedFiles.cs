namespace Belfry.Collectors.Tests.Host;

/// <summary>The files of a small machine, shortened from real ones where their length says nothing.</summary>
internal static class RecordedFiles
{
    internal static IReadOnlyList<(string Path, string Text)> All { get; } =
    [
        ("textfiles/backup.prom", """
            # HELP backup_seconds How long it took.
            # TYPE backup_seconds histogram
            backup_seconds_bucket{le="1"} 2
            backup_seconds_bucket{le="+Inf"} 3
            backup_seconds_sum 4
            backup_seconds_count 3
            # TYPE backup_runs_total counter
            backup_runs_total{host="a b",empty=""} 7

            """),
        ("textfiles/more.prom", "backup_runs_total{host=\"c\"} 8\n"),
        ("textfiles/ignored.txt", "ignored 1\n"),
        ("proc/stat", """
            cpu  300 0 200 5000 10 1 2 3 4 5
            cpu0 100 10 150 2500 5 1 1 2 3 1
            cpu1 200 0 50 2500 5 0 1 1 1 4
            intr 123456 1 2 3
            ctxt 987654
            btime 1700000000
            processes 4242
            procs_running 3
            procs_blocked 1
            softirq 10 1 2 3

            """),
        ("proc/loadavg", "0.52 0.48 0.40 2/310 4242\n"),
        ("proc/meminfo", """
            MemTotal:       16315132 kB
            MemFree:         1000000 kB
            Active(anon):       1234 kB
            HugePages_Total:       7
            DirectMap4k:      200000 kB

            """),
        ("proc/vmstat", "nr_free_pages 1\npgpgin 100\npgfault 200\npswpout 3\noom_kill 1\n"),
        ("proc/diskstats", """
               8       0 sda 100 10 2000 1500 200 20 4000 2500 1 3000 4000 5 1 80 7 6 12
               8       1 sda1 1 1 1 1 1 1 1 1 1 1 1
             253       0 dm-0 1 2 3 4 5 6 7 8 9 10 11

            """),
        ("root/run/udev/data/b8:0", """
            E:ID_PATH=pci-0000:00:1f.2-ata-1
            E:ID_WWN=0x5000
            E:ID_MODEL=Model X
            E:ID_SERIAL=Model X_SN1
            E:ID_SERIAL_SHORT=SN1
            E:ID_REVISION=R1
            S:disk/by-id/x

            """),
        ("proc/1/mounts", """
            /dev/sda1 / ext4 rw,relatime 0 0
            /dev/sdb1 /srv/my\040disk xfs ro,noatime 0 0
            proc /proc proc rw 0 0
            tmpfs /dev/shm tmpfs rw 0 0
            tmpfs /run tmpfs rw 0 0
            tmpfs /run tmpfs rw 0 0
            overlay /var/x overlay rw 0 0

            """),
        ("proc/net/dev", """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo: 100 2 0 0 0 0 0 0 100 2 0 0 0 0 0 0
              eth0:1000 20 1 2 3 4 5 6 2000 30 7 8 9 10 11 12

            """),
        ("sys/class/net/eth0/ifindex", "2\n"),
        ("sys/class/net/eth0/address", "02:00:00:00:00:01\n"),
        ("sys/class/net/eth0/broadcast", "ff:ff:ff:ff:ff:ff\n"),
        ("sys/class/net/eth0/operstate", "up\n"),
        ("sys/class/net/eth0/duplex", "full\n"),
        ("sys/class/net/eth0/speed", "10000\n"),
        ("sys/class/net/eth0/flags", "0x1003\n"),
        ("sys/class/net/eth0/mtu", "1500\n"),
        ("sys/class/net/eth0/carrier", "1\n"),
        ("sys/class/net/eth0/carrier_changes", "4\n"),
        ("sys/class/net/eth0/statistics/rx_nohandler", "9\n"),
        ("sys/class/net/bonding_masters", "\n"),
        ("proc/net/netstat", """
            TcpExt: SyncookiesSent ListenOverflows TW
            TcpExt: 1 2 3
            IpExt: InOctets OutOctets
            IpExt: 10 20

            """),
        ("proc/net/snmp", "Tcp: RtoMin CurrEstab\nTcp: 200 5\nUdp: InDatagrams NoPorts\nUdp: 6 7\n"),
        ("proc/net/snmp6", "Ip6InOctets                     \t11\nUdp6NoPorts 12\nIcmp6InErrors 13\nUdpLite6InErrors 14\n"),
        ("proc/net/sockstat", "sockets: used 77\nTCP: inuse 4 orphan 0 tw 1 alloc 5 mem 3\n"),
        ("proc/net/sockstat6", "TCP6: inuse 2\n"),
        ("proc/net/softnet_stat",
            "0000000a 00000001 00000002 00000000 00000000 00000000 00000000 00000000 00000003 00000004 00000005 00000006 00000001\n"),
        ("proc/net/arp", """
            IP address       HW type     Flags       HW address            Mask     Device
            10.0.0.1         0x1         0x2         02:00:00:00:00:02     *        eth0
            10.0.0.2         0x1         0x2         02:00:00:00:00:03     *        eth0

            """),
        ("proc/net/udp", """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
             1: 00000000:0044 00000000:0000 07 00000010:00000020 00:00000000 00000000     0
             2: 00000000:0045 00000000:0000 07 00000001:00000002 00:00000000 00000000     0

            """),
        ("proc/sys/net/netfilter/nf_conntrack_count", "12\n"),
        ("proc/sys/net/netfilter/nf_conntrack_max", "262144\n"),
        ("proc/net/stat/nf_conntrack", "entries searched found drop\n00000001 00000000 0000000a 00000002\n00000001 00000000 00000001 00000003\n"),
        ("proc/schedstat", "version 15\ntimestamp 1\ncpu0 0 0 0 0 0 0 2000000000 3000000000 4\ndomain0 1\n"),
        ("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"),
        ("proc/pressure/io", "some avg10=0.00 avg60=0.00 avg300=0.00 total=2500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=500000\n"),
        ("proc/sys/fs/file-nr", "1024\t0\t9223372036854775807\n"),
        ("proc/sys/kernel/random/entropy_avail", "256\n"),
        ("proc/sys/kernel/random/poolsize", "256\n"),
        ("proc/sys/kernel/ostype", "Linux\n"),
        ("proc/sys/kernel/osrelease", "6.1.0\n"),
        ("proc/sys/kernel/version", "#1 SMP\n"),
        ("proc/sys/kernel/arch", "riscv64\n"),
        ("proc/sys/kernel/hostname", "web-1\n"),
        ("proc/sys/kernel/domainname", "(none)\n"),
        ("proc/sys/kernel/threads-max", "1000\n"),
        ("proc/sys/kernel/pid_max", "32768\n"),
        ("proc/1/stat", "1 (init) S 0 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 1 1 1\n"),
        ("proc/20/stat", "20 (a) b (c) R 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 2 0 1 1 1\n"),
        ("proc/20/task/20/stat", "20 (a) b (c) R 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 2 0 1 1 1\n"),
        ("proc/20/task/21/stat", "21 (w) D 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 2 0 1 1 1\n"),
        ("root/etc/os-release", """
            PRETTY_NAME="Debian \"Test\" 12"
            NAME='Debian GNU/Linux'
            # a comment
            VERSION_ID="12.4.1"
            ID=debian
            SUPPORT_END=2028-06-30

            """),
        ("sys/class/dmi/id/bios_vendor", "Firm\n"),
        ("sys/class/dmi/id/sys_vendor", "Maker\n"),
        ("sys/class/hwmon/hwmon0/name", "coretemp\n"),
        ("sys/class/hwmon/hwmon0/temp1_input", "42500\n"),
        ("sys/class/hwmon/hwmon0/temp1_crit", "100000\n"),
        ("sys/class/hwmon/hwmon0/temp1_crit_alarm", "0\n"),
        ("sys/class/hwmon/hwmon0/temp1_label", "Package id 0\n"),
        ("sys/class/hwmon/hwmon0/fan2_input", "1200\n"),
        ("sys/class/thermal/thermal_zone0/type", "acpitz\n"),
        ("sys/class/thermal/thermal_zone0/temp", "27800\n"),
        ("sys/class/thermal/cooling_device1/type", "Processor\n"),
        ("sys/class/thermal/cooling_device1/cur_state", "0\n"),
        ("sys/class/thermal/cooling_device1/max_state", "3\n"),
        ("sys/class/nvme/nvme0/model", "Fast\n"),
        ("sys/class/nvme/nvme0/serial", "N1 \n"),
        ("sys/class/nvme/nvme0/state", "live\n"),
        ("sys/class/nvme/nvme0/firmware_rev", "F1\n"),
        ("sys/class/nvme/nvme0/cntlid", "1\n"),
        ("sys/devices/system/clocksource/clocksource0/available_clocksource", "tsc hpet \n"),
        ("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n"),
        ("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n"),
        ("sys/devices/system/cpu/cpu0/cpufreq/scaling_available_governors", "performance powersave\n"),
        ("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "800000\n"),
        ("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "3600000\n"),
        ("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "5\n"),
        ("sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count", "6\n"),
        ("sys/devices/system/cpu/cpu0/topology/physical_package_id", "0\n"),
        ("sys/devices/system/cpu/cpu0/topology/core_id", "0\n"),
        ("sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count", "5\n"),
        ("sys/devices/system/cpu/cpu1/topology/physical_package_id", "0\n"),
        ("sys/devices/system/cpu/cpu1/topology/core_id", "0\n"),
    ];
}
