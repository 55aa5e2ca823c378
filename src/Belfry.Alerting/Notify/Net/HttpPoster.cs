using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using Belfry.Configuration;
using Belfry.Configuration.Http;

namespace Belfry.Alerting.Notify.Net;

/// <summary>
/// Posts JSON as an <c>http_config</c> says. URLs are secrets: no error holds one. Thread-safe; connections are pooled,
/// and replaced now and then so that a changed address is noticed.
/// </summary>
internal sealed class HttpPoster : IDisposable
{
    private const int AnswerLengthBytesMax = 64 << 10;

    private readonly HttpClientConfig config;
    private readonly IConfigurationFiles files;
    private readonly TimeProvider clock;
    private readonly string userAgent;
    private readonly HttpClient client;

    private HttpPoster(HttpClientConfig config, ReceiverEnvironment environment, SslClientAuthenticationOptions tls)
    {
        this.config = config;
        files = environment.Files;
        clock = environment.Clock;
        userAgent = environment.UserAgent;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = config.FollowRedirects,
            UseCookies = false,
            SslOptions = tls,
            UseProxy = config.Proxy.Url is not null || config.Proxy.FromEnvironment,
            Proxy = ProxyOf(config.Proxy),
            ConnectTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    /// <summary>A poster; false, with the reason, when the configuration cannot be used.</summary>
    internal static bool TryCreate(
        HttpClientConfig config, ReceiverEnvironment environment,
        [NotNullWhen(true)] out HttpPoster? poster, [NotNullWhen(false)] out string? error)
    {
        poster = null;
        if (config.OAuth2 is not null)
        {
            error = "`oauth2` is not supported for receivers";
            return false;
        }

        if (!TlsClient.TryBuild(config.Tls, "", environment.Files, out var tls, out error))
        {
            return false;
        }

        poster = new HttpPoster(config, environment, tls);
        return true;
    }

    /// <summary>
    /// Posts the body. Null with a failure when no answer came; <paramref name="timeout"/> of zero means none of its
    /// own.
    /// </summary>
    internal async Task<(HttpAnswer? Answer, NotifyOutcome Failure)> PostAsync(
        string url, ReadOnlyMemory<byte> body, TimeSpan timeout, string receiverKind,
            CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return (null, NotifyOutcome.Final("Post \"<redacted>\": unsupported protocol scheme or malformed URL"));
        }

        using var request =
            new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Version = config.EnableHttp2 &&
            address.Scheme == "https" ? HttpVersion.Version20 : HttpVersion.Version11;
        if (!TryAddHeaders(request, out var error))
        {
            return (null, NotifyOutcome.Retryable(error));
        }

        using var own = timeout > TimeSpan.Zero ? new CancellationTokenSource(timeout, clock) : null;
        using var linked = own is null
            ? null : CancellationTokenSource.CreateLinkedTokenSource(own.Token, cancellationToken);
        try
        {
            return (await SendAsync(request, linked?.Token ?? cancellationToken), default);
        }
        catch (OperationCanceledException) when (own is { IsCancellationRequested: true } &&
            !cancellationToken.IsCancellationRequested)
        {
            return (null, NotifyOutcome.Retryable(
                "Post \"<redacted>\": context deadline exceeded: "
                + $"configured {receiverKind} timeout reached ({Go(timeout)})"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (null, NotifyOutcome.Retryable($"Post \"<redacted>\": {Describe(exception)}"));
        }
    }

    public void Dispose() => client.Dispose();

    private static string Go(TimeSpan span) => Belfry.Model.PrometheusDuration.Format(span);

    private static string Describe(Exception exception) => exception.InnerException switch
    {
        AuthenticationException inner => $"tls: {inner.Message}",
        { } inner when inner is not HttpRequestException => Sockets.Describe(inner),
        _ when exception is HttpRequestException { HttpRequestError: var kind } && kind != HttpRequestError.Unknown =>
            $"request failed ({kind})",
        _ => Sockets.Describe(exception),
    };

    private static WebProxy? ProxyOf(ProxyConfig config)
    {
        if (config.Url is not { } url)
        {
            return null;
        }

        var proxy = new WebProxy(url)
        {
            BypassList =
                [.. config.NoProxy.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(host => "^[a-z]+://([^/]*\\.)?" + System.Text.RegularExpressions.Regex.Escape(host.TrimStart('.')) + "(:\\d+)?(/|$)")],
        };
        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            proxy.Credentials = new NetworkCredential(
                Uri.UnescapeDataString(user[0]), user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "");
        }

        return proxy;
    }

    private async Task<HttpAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response =
            await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var isEmpty = response.Content.Headers.ContentLength == 0;
        return new HttpAnswer(
            (int)response.StatusCode,
            isEmpty ? "" : await ReadAsync(response.Content, cancellationToken),
            response.Content.Headers.ContentType?.MediaType ?? "");
    }

    /// <summary>The body up to the limit; a longer rest costs the connection, not our memory.</summary>
    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(AnswerLengthBytesMax);
        try
        {
            var count = await stream.ReadAtLeastAsync(
                buffer.AsMemory(0, AnswerLengthBytesMax), AnswerLengthBytesMax, throwOnEndOfStream: false,
                    cancellationToken);
            return System.Text.Encoding.UTF8.GetString(buffer, 0, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool TryAddHeaders(HttpRequestMessage request, [NotNullWhen(false)] out string? error)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        if (!TryAddAuthorization(request, out error))
        {
            return false;
        }

        foreach (var header in config.HttpHeaders)
        {
            foreach (var value in header.Values.Concat(header.Secrets.Select(secret => secret.Reveal())))
            {
                request.Headers.TryAddWithoutValidation(header.Name, value);
            }

            foreach (var path in header.Files)
            {
                if (!SecretFiles.TryRead(null, path, files, out var value, out error))
                {
                    return false;
                }

                request.Headers.TryAddWithoutValidation(header.Name, value);
            }
        }

        error = null;
        return true;
    }

    private bool TryAddAuthorization(HttpRequestMessage request, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (config.BasicAuth is { } basic)
        {
            if (!SecretFiles.TryRead(new Secret(basic.Username), basic.UsernameFile, files, out var user, out error) ||
                !SecretFiles.TryRead(basic.Password, basic.PasswordFile, files, out var password, out error))
            {
                return false;
            }

            var credentials = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }
        else if (config.Authorization is { } authorization)
        {
            if (!SecretFiles.TryRead(
                authorization.Credentials, authorization.CredentialsFile, files, out var credentials, out error))
            {
                return false;
            }

            request.Headers.TryAddWithoutValidation("Authorization", $"{authorization.Type} {credentials}");
        }

        return true;
    }
}
