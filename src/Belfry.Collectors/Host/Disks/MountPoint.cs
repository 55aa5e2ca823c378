namespace Belfry.Collectors.Host.Disks;

/// <summary>A mounted file system.</summary>
/// <param name="Device">What is mounted.</param>
/// <param name="Path">Where, as the machine sees it.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsReadOnly">Whether it cannot be written.</param>
internal sealed record MountPoint(string Device, string Path, string Type, bool IsReadOnly);
