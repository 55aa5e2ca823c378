using Belfry.Server.Serving;
using Xunit;

namespace Belfry.Server.Tests.Serving;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData(":9090", "[::]:9090", "localhost:9090")]
    [InlineData("0.0.0.0:9090", "0.0.0.0:9090", "localhost:9090")]
    [InlineData("127.0.0.1:9090", "127.0.0.1:9090", "localhost:9090")]
    [InlineData("localhost:9090", "127.0.0.1:9090", "localhost:9090")]
    [InlineData("10.0.0.7:80", "10.0.0.7:80", "10.0.0.7:80")]
    [InlineData("[::1]:9090", "[::1]:9090", "[::1]:9090")]
    public void An_address_is_where_it_listens_and_how_it_is_reached(string text, string endPoint, string reachable)
    {
        var address = ListenAddress.Parse(text, out _);

        Assert.Equal(endPoint, address!.EndPoint.ToString());
        Assert.Equal(reachable, address.ReachableHostPort);
    }

    [Theory, InlineData(""), InlineData("9090"), InlineData("host:"), InlineData("host:70000"), InlineData("some.host:90")]
    public void What_is_no_address_is_refused_with_examples(string text)
    {
        Assert.Null(ListenAddress.Parse(text, out var error));
        Assert.Equal(
            $"`{text}` is not an address to listen on; write it as `127.0.0.1:9090`, `:9090` or `[::1]:9090`", error);
    }
}
