namespace Belfry.Collectors.Tests.Host;

/// <summary>Ways in which a kernel file could be other than expected.</summary>
internal static class Mutations
{
    internal static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.InsertRange(at, " 99999999999999999999999999 -1 NaN 1e999 "u8.ToArray());
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.Take(at).ToArray());
                    break;
                default:
                    bytes.Insert(at, " :=\n\\()"u8[random.Next(7)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
