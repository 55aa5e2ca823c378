using Belfry.Configuration.Binding;
using Belfry.Configuration.Http;

namespace Belfry.Configuration.Alertmanager;

/// <summary>
/// Where a Slack message is posted and with which right: a webhook's URL, or the API's with a bot token.
/// </summary>
internal sealed record SlackAccess(Secret? ApiUrl, string ApiUrlFile, HttpClientConfig HttpClient)
{
    private const string PostMessage = "https://slack.com/api/chat.postMessage";

    internal static SlackAccess Read(MappingReader mapping, GlobalDefaults defaults)
    {
        var errorsBefore = mapping.Reading.ErrorCount;
        var url = UrlReader.ReadSecret(mapping, "api_url");
        var urlFile = mapping.FilePath("api_url_file");
        var token = mapping.Secret("app_token");
        var tokenFile = mapping.FilePath("app_token_file");
        var appUrl = mapping.Text("app_url") is { Length: > 0 } own ? own : defaults.SlackAppUrl;
        var client = mapping.Take("http_config") is { } http ? HttpClientReader.Read(mapping.Reading, http) : null;
        CheckOwn(mapping, url);
        if (token is null && tokenFile.Length == 0 && client?.Authorization is null && url is null)
        {
            token = defaults.SlackAppToken;
            tokenFile = defaults.SlackAppTokenFile;
        }

        if (url is null && urlFile.Length == 0)
        {
            url = defaults.SlackApiUrl;
            urlFile = defaults.SlackApiUrlFile;
        }

        var hasToken = token is not null || tokenFile.Length > 0;
        if (url is null && urlFile.Length == 0 && !hasToken && mapping.Reading.ErrorCount == errorsBefore)
        {
            mapping.Reading.Error(
                mapping.Location, "no Slack API URL nor App token set either inline or in a file",
                "write `api_url` here or `slack_api_url` in `global`");
        }

        client ??= defaults.HttpClient;
        return hasToken ? WithToken(mapping, client, token, tokenFile, appUrl) : new SlackAccess(url, urlFile, client);
    }

    internal SlackConfig ApplyTo(SlackConfig config) =>
        config with { ApiUrl = ApiUrl, ApiUrlFile = ApiUrlFile, HttpClient = HttpClient };

    private static SlackAccess WithToken(
        MappingReader mapping, HttpClientConfig client, Secret? token, string tokenFile, string appUrl)
    {
        if (client.Authorization is not null)
        {
            mapping.Error("http_config", "http authorization can't be set when using Slack App tokens");
        }

        var authorization = new AuthorizationConfig { Credentials = token, CredentialsFile = tokenFile };
        return new SlackAccess(new Secret(appUrl), "", client with { Authorization = authorization });
    }

    private static void CheckOwn(MappingReader mapping, Secret? url)
    {
        string[] urlKeys = ["api_url", "api_url_file"];
        string[] tokenKeys = ["app_token", "app_token_file"];
        foreach (var keys in new[] { urlKeys, tokenKeys })
        {
            if (keys.All(key => mapping.Text(key).Length > 0))
            {
                mapping.Error(keys[1], $"at most one of {keys[0]} & {keys[1]} must be configured");
            }
        }

        if (urlKeys.Any(key => mapping.Text(key).Length > 0) && tokenKeys.Any(key => mapping.Text(key).Length > 0))
        {
            mapping.Error(
                "app_token", "at most one of api_url/api_url_file & app_token/app_token_file must be configured");
        }

        if (mapping.Flag("update_message") && url?.Reveal() != PostMessage)
        {
            mapping.Error(
                "update_message",
                $"update_message can only be used with bot tokens. api_url must be set to {PostMessage}");
        }
    }
}
