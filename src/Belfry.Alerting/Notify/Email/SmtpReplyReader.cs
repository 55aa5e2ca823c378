using System.Globalization;
using System.Runtime.InteropServices;

namespace Belfry.Alerting.Notify.Email;

/// <summary>
/// Reads replies of a mail server (RFC 5321, 4.2): lines of a code, a sign that says whether more follow, and text.
/// What a server may send is limited; a line may end with a bare LF, as old servers do. One reader a stream.
/// </summary>
internal sealed class SmtpReplyReader(Stream stream)
{
    internal const int LineLengthBytesMax = 2048;
    internal const int LineCountMax = 128;

    private readonly byte[] buffer = new byte[4096];
    private int start;
    private int end;

    /// <summary>True when bytes were received that no reply has used: before TLS they would be an attack.</summary>
    internal bool HasUnreadBytes => start < end;

    /// <summary>The next reply.</summary>
    /// <exception cref="SmtpException">The reply breaks the protocol or a limit, or the connection ended.</exception>
    internal async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var code = 0;
        while (true)
        {
            var line = await ReadLineAsync(cancellationToken);
            var (lineCode, isLast, text) = Parse(line);
            if (lines.Count > 0 && lineCode != code)
            {
                throw new SmtpException($"reply of the server changes its code from {code} to {lineCode}");
            }

            code = lineCode;
            lines.Add(text);
            if (isLast)
            {
                return new SmtpReply(code, lines);
            }

            if (lines.Count == LineCountMax)
            {
                throw new SmtpException($"reply of the server has more than {LineCountMax} lines");
            }
        }
    }

    private static (int Code, bool IsLast, string Text) Parse(string line)
    {
        if (line.Length < 3 ||
            !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ||
            code is < 200 or > 599 ||
            (line.Length > 3 && line[3] is not (' ' or '-')))
        {
            throw new SmtpException($"reply of the server is not one of SMTP: `{Printable(line)}`");
        }

        return (code, line.Length == 3 || line[3] == ' ', line.Length > 4 ? Printable(line[4..]) : "");
    }

    /// <summary>What may be shown: control characters would forge log lines.</summary>
    private static string Printable(string text)
    {
        var shown = text.Length > 256 ? text[..256] + "…" : text;
        return string.Create(shown.Length, shown, (characters, source) =>
        {
            for (var index = 0; index < characters.Length; index++)
            {
                characters[index] = char.IsControl(source[index]) ? '?' : source[index];
            }
        });
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>(128);
        while (true)
        {
            if (start == end)
            {
                start = 0;
                end = await stream.ReadAsync(buffer, cancellationToken);
                if (end == 0)
                {
                    throw new SmtpException("server closed the connection");
                }
            }

            var unread = buffer.AsSpan(start, end - start);
            var newline = unread.IndexOf((byte)'\n');
            var taken = newline < 0 ? unread.Length : newline + 1;
            line.AddRange(newline < 0 ? unread : unread[..newline]);
            start += taken;
            if (line.Count > LineLengthBytesMax)
            {
                throw new SmtpException($"line of the server's reply is longer than {LineLengthBytesMax} bytes");
            }

            if (newline >= 0)
            {
                return System.Text.Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(line)).TrimEnd('\r');
            }
        }
    }
}
