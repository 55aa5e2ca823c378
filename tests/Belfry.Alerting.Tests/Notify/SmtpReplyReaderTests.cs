using Belfry.Alerting.Notify.Email;
using Belfry.Testing;
using Xunit;

namespace Belfry.Alerting.Tests.Notify;

public sealed class SmtpReplyReaderTests
{
    [Theory]
    [InlineData("250 ok\r\n", 250, "ok")]
    [InlineData("250\r\n", 250, "")]
    [InlineData("250 bare line end\n", 250, "bare line end")]
    [InlineData("250-one\r\n250-two\r\n250 three\r\n", 250, "one|two|three")]
    public async Task Replies_are_read(string text, int code, string lines)
    {
        var reply = await ReadAsync(text);

        Assert.Equal((code, lines), (reply.Code, string.Join('|', reply.Lines)));
    }

    [Theory]
    [InlineData("", "server closed the connection")]
    [InlineData("250-one\r\n", "server closed the connection")]
    [InlineData("hello\r\n", "reply of the server is not one of SMTP: `hello`")]
    [InlineData("2500 ok\r\n", "reply of the server is not one of SMTP: `2500 ok`")]
    [InlineData("999 ok\r\n", "reply of the server is not one of SMTP: `999 ok`")]
    [InlineData("\u0001\u001b[2J\r\n", "reply of the server is not one of SMTP: `??[2J`")]
    [InlineData("250-one\r\n251 two\r\n", "reply of the server changes its code from 250 to 251")]
    public async Task What_is_no_reply_is_refused_in_words(string text, string error) =>
        Assert.Equal(error, (await Assert.ThrowsAsync<SmtpException>(() => ReadAsync(text))).Message);

    [Fact]
    public async Task A_line_or_a_reply_without_end_is_cut_short()
    {
        var line = await Assert.ThrowsAsync<SmtpException>(() => ReadAsync("250 " + new string('x', 100_000)));
        var reply = await Assert.ThrowsAsync<SmtpException>(() =>
            ReadAsync(string.Concat(Enumerable.Repeat("250-x\r\n", 500))));

        Assert.Equal("line of the server's reply is longer than 2048 bytes", line.Message);
        Assert.Equal("reply of the server has more than 128 lines", reply.Message);
    }

    [Fact]
    public async Task Any_bytes_give_a_reply_or_a_refusal()
    {
        var seed = new Seed(4711);
        byte[][] samples =
        [
            "250-one\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n"u8.ToArray(), "220 mail ESMTP\r\n"u8.ToArray(),
            "535 5.7.8 no\r\n"u8.ToArray(), "334 VXNlcm5hbWU6\r\n"u8.ToArray(),
        ];
        for (var round = 0; round < 5000; round++)
        {
            var bytes = samples[seed.Random.Next(samples.Length)].ToArray();
            for (var change = seed.Random.Next(6); change >= 0; change--)
            {
                bytes[seed.Random.Next(bytes.Length)] = (byte)seed.Random.Next(256);
            }

            try
            {
                var reply = await ReadAsync(bytes.AsMemory(0, seed.Random.Next(bytes.Length + 1)).ToArray());
                Assert.True(reply.Code is >= 200 and <= 599 && reply.Lines.Count > 0, $"{seed} round {round}");
            }
            catch (SmtpException)
            {
                // A refusal.
            }
        }
    }

    private static Task<SmtpReply> ReadAsync(string text) => ReadAsync(System.Text.Encoding.UTF8.GetBytes(text));

    private static Task<SmtpReply> ReadAsync(byte[] bytes) =>
        new SmtpReplyReader(new MemoryStream(bytes)).ReadAsync(TestContext.Current.CancellationToken);
}
