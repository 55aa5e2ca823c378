using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Belfry.Alerting.Routing;
using Belfry.Configuration.Alertmanager;

namespace Belfry.Alerting.Notify.Email;

/// <summary>Puts a mail together: templates, headers, and the text and HTML bodies as alternatives.</summary>
internal sealed class MailComposer(EmailConfig config, ReceiverBuild build)
{
    private const string DefaultSubject = "{{ template \"email.default.subject\" . }}";

    /// <summary>The mail; false, with the reason, when a template fails or an address is wrong.</summary>
    internal bool TryCompose(
        Notification notification, [NotNullWhen(true)] out ComposedMail? mail, [NotNullWhen(false)] out string? error)
    {
        mail = null;
        var templates = build.Templates.Expand(notification);
        if (!TryAddresses(templates, config.From, "from", out var from, out error) ||
            !TryAddresses(templates, config.To, "to", out var to, out error))
        {
            return false;
        }

        if (from.Count != 1)
        {
            error = $"must be exactly one 'from' address (got: {from.Count})";
            return false;
        }

        var text = new StringBuilder();
        if (!TryAppendHeaders(text, templates, out error))
        {
            return false;
        }

        AppendOwnHeaders(text, notification);
        if (!TryAppendBodies(text, templates, out error))
        {
            return false;
        }

        mail = new ComposedMail(from[0], to, text.ToString());
        return true;
    }

    private static bool TryAddresses(
        TemplateExpansion templates, string template, string name,
        out IReadOnlyList<string> addresses, [NotNullWhen(false)] out string? error)
    {
        addresses = [];
        if (!templates.TryText(template, out var text, out var reason))
        {
            error = $"execute '{name}' template: {reason}";
            return false;
        }

        if (!MailAddresses.TryParse(text, out addresses, out var wrong))
        {
            error = $"parse '{name}' addresses: {wrong}";
            return false;
        }

        error = null;
        return true;
    }

    private bool TryAppendHeaders(
        StringBuilder text, TemplateExpansion templates, [NotNullWhen(false)] out string? error)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["From"] = config.From,
            ["Subject"] = DefaultSubject,
            ["To"] = config.To,
        };
        foreach (var header in config.Headers)
        {
            headers[header.Name] = header.Text;
        }

        error = null;
        foreach (var (name, template) in headers)
        {
            if (!templates.TryText(template, out var value, out var reason))
            {
                error = $"execute \"{name}\" header template: {reason}";
                return false;
            }

            text.Append(name).Append(": ").Append(EncodedWords.Encode(value)).Append("\r\n");
        }

        return true;
    }

    private void AppendOwnHeaders(StringBuilder text, Notification notification)
    {
        var now = build.Environment.Clock.GetUtcNow();
        if (!config.Headers.Any(header => header.Name.Equals("Message-Id", StringComparison.OrdinalIgnoreCase)))
        {
            var unique = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
            text.Append(CultureInfo.InvariantCulture, $"Message-Id: <{now.ToUnixTimeMilliseconds()}.{unique}@")
                .Append(build.Environment.HostName).Append(">\r\n");
        }

        if (config.IsThreaded)
        {
            var day = config.ThreadByDate == "none" ? "" : now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var group = AlertGroup.HashOf(notification.GroupKey).ToString("x32", CultureInfo.InvariantCulture)[..16];
            var root = $"<alert-{group}-{day}@alertmanager>";
            text.Append("References: ").Append(root).Append("\r\nIn-Reply-To: ").Append(root).Append("\r\n");
        }

        text.Append("Date: ")
            .Append(now.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)).Append("\r\n");
    }

    private bool TryAppendBodies(
        StringBuilder text, TemplateExpansion templates, [NotNullWhen(false)] out string? error)
    {
        error = null;
        var boundary = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(30));
        text.Append("Content-Type: multipart/alternative;  boundary=").Append(boundary)
            .Append("\r\nMIME-Version: 1.0\r\n\r\n");
        if (config.Text.Length > 0)
        {
            if (!templates.TryText(config.Text, out var plain, out var reason))
            {
                error = $"execute text template: {reason}";
                return false;
            }

            AppendPart(text, boundary, "text/plain", plain);
        }

        if (config.Html.Length > 0)
        {
            if (!templates.TryHtml(config.Html, out var html, out var reason))
            {
                error = $"execute html template: {reason}";
                return false;
            }

            // The preferred alternative comes last (RFC 2046, 5.1.4).
            AppendPart(text, boundary, "text/html", html);
        }

        text.Append("--").Append(boundary).Append("--\r\n");
        return true;
    }

    private static void AppendPart(StringBuilder text, string boundary, string mediaType, string body)
    {
        text.Append("--").Append(boundary).Append("\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: ")
            .Append(mediaType).Append("; charset=UTF-8\r\n\r\n");
        QuotedPrintable.Append(text, body);
        text.Append("\r\n");
    }
}
