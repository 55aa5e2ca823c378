using System.Runtime.InteropServices;

namespace Belfry.Platform.Disk;

/// <summary>How much room a mounted file system has. The default value is a volume without any.</summary>
/// <param name="SizeBytes">All of it.</param>
/// <param name="FreeBytes">What is free, the part kept for root included.</param>
/// <param name="AvailableBytes">What is free for everyone.</param>
/// <param name="Files">How many files (inodes) it can hold; 0 when it has no such limit.</param>
/// <param name="FilesFree">How many more it can take.</param>
public readonly partial record struct VolumeSpace(
    double SizeBytes, double FreeBytes, double AvailableBytes, double Files, double FilesFree)
{
    /// <summary>
    /// Asks the system about the volume mounted at <paramref name="path"/>. False, with the system's words, when it
    /// does not say. Blocks for as long as the volume's server is away: call it from a thread that may hang.
    /// </summary>
    public static bool TryRead(string path, out VolumeSpace space, out string error)
    {
        space = default;
        error = "";
        if (!OperatingSystem.IsLinux() || nint.Size != 8)
        {
            error = "not supported on this system";
            return false;
        }

        if (statvfs(path, out var answer) != 0)
        {
            error = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            return false;
        }

        double block = answer.BlockBytes;
        space = new VolumeSpace(
            answer.Blocks * block,
            answer.BlocksFree * block,
            answer.BlocksAvailable * block,
            answer.Files,
            answer.FilesFree);
        return true;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statvfs(string path, out Answer answer);

    // struct statvfs of 64-bit Linux, glibc and musl alike; longer than either, as the system fills in its own length.
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct Answer
    {
        public ulong BlockBytes;
        public ulong FragmentBytes;
        public ulong Blocks;
        public ulong BlocksFree;
        public ulong BlocksAvailable;
        public ulong Files;
        public ulong FilesFree;
    }
}
