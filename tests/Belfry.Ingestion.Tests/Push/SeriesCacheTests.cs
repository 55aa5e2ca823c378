using Belfry.Ingestion.Push;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Ingestion.Tests.Push;

public sealed class SeriesCacheTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void Equal_hashes_are_not_equal_labels()
    {
        var cursor = new SeriesCacheCursor(new SeriesCache(clock));
        for (var number = 1; number <= 50; number++)
        {
            cursor.Add(Bytes(number), 7, new SeriesRef((ulong)number));
        }

        for (var number = 1; number <= 50; number++)
        {
            Assert.True(cursor.TryFind(Bytes(number), 7, out var series));
            Assert.Equal((ulong)number, series.Value);
        }

        Assert.False(cursor.TryFind(Bytes(51), 7, out _));
        Assert.False(cursor.TryFind(Bytes(1).AsSpan(1), 7, out _));
    }

    [Fact]
    public void A_series_that_follows_as_before_is_found_without_a_hash()
    {
        var cursor = new SeriesCacheCursor(new SeriesCache(clock));
        Meet(cursor, 1, 2, 3);
        Meet(cursor, 1);

        Assert.True(cursor.TryNext([.. Bytes(2), 0x12], out var series, out var lengthBytes));
        Assert.Equal(2ul, series.Value);
        Assert.Equal(Bytes(2).Length, lengthBytes);
        cursor.Accept();
        Assert.False(cursor.TryNext(Bytes(4), out _, out _));
        Assert.False(cursor.TryNext(Bytes(3).AsSpan(0, 5), out _, out _));
        Assert.True(cursor.TryNext(Bytes(3), out _, out _));
    }

    [Fact]
    public void What_follows_is_learned_anew()
    {
        var cursor = new SeriesCacheCursor(new SeriesCache(clock));
        Meet(cursor, 1, 2, 3);
        Meet(cursor, 1, 3);
        Meet(cursor, 1);

        Assert.True(cursor.TryNext(Bytes(3), out var series, out _));
        Assert.Equal(3ul, series.Value);
    }

    [Fact]
    public void A_full_cache_keeps_what_it_has_until_it_is_old()
    {
        var cache = new SeriesCache(clock, pageCountMax: 2);
        var cursor = new SeriesCacheCursor(cache);
        Fill(cursor, 1, 10_000);
        Assert.True(IsKnown(cursor, 1));
        Assert.False(IsKnown(cursor, 10_000));
        var size = cache.SizeBytes;

        cursor.Begin();
        Fill(cursor, 20_000, 30_000);
        Assert.True(IsKnown(cursor, 1));
        Assert.Equal(size, cache.SizeBytes);

        clock.Advance(SeriesCache.GenerationAgeMin);
        cursor.Begin();
        Assert.True(IsKnown(cursor, 1));
        Fill(cursor, 20_000, 30_000);
        Assert.True(IsKnown(cursor, 20_000));

        clock.Advance(SeriesCache.GenerationAgeMin);
        cursor.Begin();
        Assert.True(IsKnown(cursor, 1));
        Assert.False(IsKnown(cursor, 2));
        Assert.InRange(cache.SizeBytes, size, 3 * size);
    }

    [Fact]
    public void A_label_set_beyond_the_limit_is_not_kept()
    {
        var cursor = new SeriesCacheCursor(new SeriesCache(clock));
        var labels = new byte[SeriesCacheCursor.LabelsLengthBytesMax + 1];

        cursor.Add(labels, 1, new SeriesRef(1));

        Assert.False(cursor.TryFind(labels, 1, out _));
    }

    [Fact]
    public async Task Many_workers_find_what_any_of_them_added()
    {
        var seed = new Seed(71);
        var cache = new SeriesCache(clock, pageCountMax: 24);
        var orders = Enumerable.Range(0, 4).Select(_ => new Random(seed.Random.Next())).ToArray();

        var wrong = await Task.WhenAll(orders.Select(random => Task.Run(() => Work(cache, random))));

        Assert.True(wrong.Sum() == 0, seed.ToString());
    }

    private static int Work(SeriesCache cache, Random random)
    {
        var cursor = new SeriesCacheCursor(cache);
        var wrong = 0;
        for (var round = 0; round < 60; round++)
        {
            cursor.Begin();
            var first = random.Next(20_000);
            for (var number = first; number < first + 500; number++)
            {
                var labels = Bytes(number);
                if (cursor.TryNext(labels, out var series, out var length) && length == labels.Length)
                {
                    cursor.Accept();
                }
                else if (!cursor.TryFind(labels, XxHash64.Hash(labels), out series))
                {
                    cursor.Add(labels, XxHash64.Hash(labels), series = new SeriesRef((ulong)number + 1));
                }

                wrong += series.Value == (ulong)number + 1 ? 0 : 1;
            }
        }

        return wrong;
    }

    private static void Fill(SeriesCacheCursor cursor, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            Meet(cursor, number);
        }
    }

    private static void Meet(SeriesCacheCursor cursor, params ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
        {
            if (!IsKnown(cursor, number))
            {
                cursor.Add(Bytes(number), XxHash64.Hash(Bytes(number)), new SeriesRef((ulong)number));
            }
        }
    }

    private static bool IsKnown(SeriesCacheCursor cursor, int number) =>
        cursor.TryFind(Bytes(number), XxHash64.Hash(Bytes(number)), out _);

    private static byte[] Bytes(int number) =>
        System.Text.Encoding.UTF8.GetBytes($"labels of series {number:00000} {new string('x', number % 37)}");
}
