using Belfry.Configuration.Binding;
using Belfry.Configuration.Http;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads <c>email_configs</c>.</summary>
internal static class EmailReader
{
    internal static EmailConfig Read(Reading reading, YamlNode node, GlobalDefaults defaults)
    {
        var mapping = new MappingReader(reading, node, "config.plain", "email_configs");
        var password = mapping.Secret("auth_password");
        var passwordFile = mapping.FilePath("auth_password_file");
        var hasPassword = password is not null || passwordFile.Length > 0;
        var secret = mapping.Secret("auth_secret");
        var secretFile = mapping.FilePath("auth_secret_file");
        var hasSecret = secret is not null || secretFile.Length > 0;
        var errorsBefore = reading.ErrorCount;
        var smarthost = HostPortReader.Read(mapping, "smarthost");
        var isSmarthostWrong = reading.ErrorCount > errorsBefore;
        var threading = mapping.Section("threading", "config.ThreadingConfig");
        var config = new EmailConfig
        {
            SendResolved = mapping.Flag("send_resolved"),
            To = mapping.Text("to"),
            From = Or(mapping.Text("from"), defaults.From),
            Hello = Or(mapping.Text("hello"), defaults.Hello),
            Smarthost = smarthost ?? defaults.Smarthost ?? new HostPort("", ""),
            AuthUsername = Or(mapping.Text("auth_username"), defaults.AuthUsername),
            AuthPassword = hasPassword ? password : defaults.AuthPassword,
            AuthPasswordFile = hasPassword ? passwordFile : defaults.AuthPasswordFile,
            AuthSecret = hasSecret ? secret : defaults.AuthSecret,
            AuthSecretFile = hasSecret ? secretFile : defaults.AuthSecretFile,
            AuthIdentity = Or(mapping.Text("auth_identity"), defaults.AuthIdentity),
            Headers = ReadHeaders(mapping),
            Html = mapping.Text("html", EmailConfig.DefaultHtml),
            Text = mapping.Text("text"),
            RequireTls = mapping.FlagOrNull("require_tls") ?? defaults.RequireTls,
            Tls = mapping.Take("tls_config") is not null ? TlsReader.Read(mapping, "tls_config") : defaults.Tls,
            ForceImplicitTls = mapping.FlagOrNull("force_implicit_tls") ?? defaults.ForceImplicitTls,
            IsThreaded = threading.Flag("enabled"),
            ThreadByDate = threading.Text("thread_by_date", "daily"),
            Location = node.Location,
        };
        threading.Close();
        mapping.Close();
        Check(mapping, config, isSmarthostWrong);
        return config;
    }

    private static string Or(string own, string inherited) => own.Length > 0 ? own : inherited;

    private static void Check(MappingReader mapping, EmailConfig config, bool isSmarthostWrong)
    {
        if (config.To.Length == 0)
        {
            mapping.Error("to", "missing to address in email config", "write `to: someone@example.org`");
        }

        if (config.Smarthost.Port.Length == 0 && !isSmarthostWrong)
        {
            mapping.Error(
                "smarthost", "no global SMTP smarthost set", "write `smtp_smarthost` in `global`, or `smarthost` here");
        }

        if (config.From.Length == 0)
        {
            mapping.Error("from", "no global SMTP from set", "write `smtp_from` in `global`, or `from` here");
        }

        if (!config.IsThreaded)
        {
            return;
        }

        foreach (var header in config.Headers.Where(header => header.Name is "References" or "In-Reply-To"))
        {
            mapping.Reading.Error(
                header.Location,
                $"conflicting configuration: threading.enabled conflicts with custom {header.Name} header");
        }

        if (config.ThreadByDate is not ("none" or "daily"))
        {
            mapping.Error("threading", "threading.thread_by_date must be either 'none' or 'daily'");
        }
    }

    private static IReadOnlyList<NamedText> ReadHeaders(MappingReader mapping)
    {
        var headers = new SortedDictionary<string, NamedText>(StringComparer.Ordinal);
        foreach (var header in mapping.NamedTexts("headers"))
        {
            var name = HttpHeaderReader.Canonical(header.Name);
            if (!headers.TryAdd(name, header with { Name = name }))
            {
                mapping.Reading.Error(
                    header.Location, $"duplicate header {Model.QuotedText.Quote(name)} in email config",
                    "names of headers do not tell upper and lower case apart");
            }
        }

        return [.. headers.Values];
    }
}
