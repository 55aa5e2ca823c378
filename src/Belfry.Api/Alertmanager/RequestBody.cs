using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Belfry.Api.Alertmanager;

/// <summary>Whole request bodies; the server's own limit bounds them.</summary>
internal static class RequestBody
{
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
