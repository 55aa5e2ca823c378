using Belfry.Encoding.Zstd;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Zstd;

/// <summary>Frames that the reference program <c>zstd</c> 1.5 made, at several levels, of texts that are made
/// here.</summary>
public sealed class ZstdFramesTests
{
    // 300 lines at level 19: tables for everything, offsets used again.
    private const string WordsAt19 =
        "KLUv/WSPG9UqAFqS6BAWsKfSAY0KEkg3kgcDUsokk0zHdyKnAwwBBQEJAXSODlLuQiiHiPFj0nPvlldkx8guYcsnrSVmr+CTVq+Y" +
        "otkUNDV2omQhPII5koPt/IiGWLkRFHswfE8aQiw7q+9XgTph5jAlmjG8dVoI0iA1Bpcxh2jJVWijuJPl6aShJBJ71Dy8Mn0o80eo" +
        "ZKS75gvhET5jpTTNdlurB2OvPkyTVkLOXei4u6LAiGnMDWxQ8HhGkRdChQgjo6lK+UzUxqw60yDt87po0ktlah/3sqpEJzhTS+xo" +
        "tqoLwaGBYnyR99wg1rKiYfS7nA4zaYVCs5f50+rBcc0uqWPJClwIZCiOVJzOp0qsPBHe46ZMKlKy05+vYmTmUtDIYi0YHCAgECBB" +
        "QQAgYICBAwcFCkIkxXLxM2phgh6uJlCkCzWPWAQZesRSeRSqamTTV/hHjqJnnFAt7TUUoRYVMtUqJfmCaj4z7SgeCjEiTlFsWg/j" +
        "0X+KjPQb34UPziKUuGaViwwtguVSu1AmRpaJHP2u4qZ2oI6I5mOUito7J6KyIIfDV2kIfdEQ/+w1HdM4UmqNHK1N2VCjUORwrLPS" +
        "fcyIWLw0vUqglBemj+zxkY9hihm1Rdo0hBoDFanm8OpXwRXmzpbbSUNJiD2ITrHyae75JrKMVKp+IZACZ2wNa2bPdGh1mZDaK8Yx" +
        "aUfIXcK8uCL6TOfOSWK8vMILwQ+V0T3DZwovfdWS+OwzYtOkF2ntY/mqIUMzUQIj40KboJqotaKIKxdVjYJQIK4eiO8anzo2xYl6" +
        "/txBFhEXkjmU/N+MZTyrBKHSqneFGoU6VK1ogrNORIUbqUZ0ttSMRbBSMXf48YbBEVlZFF8FKc4oMARa6UWiCbX6Wiii8KZMLvdA" +
        "ktANZ05diJh5TFwne728KiPxgV8DCeuTWjqzIEFCaDO3o/YQFm6i4rUwEjOchAZJV1MrYiQ31GtZBpl8WJIFmvFvJNCePYyUNhIP" +
        "tcChGsWLPqlWmbMUheiEJzJGU2rFwjUxXuDHIqvpSHxB6ucs+k/NqHoamkxJSc1yCZ5ECMsRgzR0ESaoCxV+rCZY7IWZVxb3hI+E" +
        "RJ8ItT6zSBCaSBm1G75Is9BQPU1qCtca5I7uSOAq/4mTh8+7QBZybIpc9c5woGxigiULnU9IGjIrQx002hTWOvSqSYiZBadIuCCs" +
        "iq5IKDQWIhCDF+MpecR6XCaP259JIp3JKw804niIFkPTayEe5RWFCMEFkZJdMLTV0ZgxMXFZPNMSMhKq82NETX0PRDSzoFIJrZ8J" +
        "roU77N55A0f2QRzVxe+GKOIYzf16HHqC7H8QyeKM+te/QWZxlkH7z7LGIaNqNPdsiCIc5/XoTKxhrOpEFTtLNZ7ETLjs0qG/mnk7" +
        "c4hHoDFITLTwEHmNRb7n2lOupIJC93IUdRIhwsQ+UopXZBsy/wx+ZOn6wkdmAoFYqBFQGCFhGr+fASFbUlJ4ESQEFE14ll8DTjXN" +
        "eJR/oQUipAhIheJRHubItZkeUhkhIDYNCBIy2kBMLeGLpuNkepPIkB4Px0VSgeTiVDNoQgt9kgfffRy7L8xnschYpjFIgQgJbdBD" +
        "Bzg1IO840cZGTpDlY+VYDZErUZ8xVkv4gi7o+rHjYo/x0fjn+H2gJFiErCq8QRu0fqoiE8j9cXXcGlfGZXFVXCauiOvhYrgUroTL" +
        "4CK4BC6Ay9/it+xb+dZ7BX2aj2c7r/Oe973uptlOGtscHInfdz5d5THt32McCWdzHDvt7CV3+RzGZ2t/HsNpusfOZfcXInM+0XIX" +
        "vtRb50obtzGeORLuZ0PB+aKl0wEzAW8EfOgBcJCqZnyflw==";

    // The same at level 1.
    private const string WordsAt1 =
        "KLUv/WSPGyU0ABqFVA8WsKfSAY0KEkg3kgcDUsokZUrHdyKnA/QA7QDvALQgis8xgji6ECpsj58wY9GHK1YU4ZFdHJVP2qhnrxAl" +
        "rV5u0SLInRo7riyEu8GRwm0Xtxu8irrk3XxMGkJ2Vr8KFGYRhmYM72khSKXGEPUiuOQqtC7uZMV00lAS8e6aO1ZBH8riI1QyUtR8" +
        "ITx8xkrQIoKt1c29StOkpc9dSEdXFOh60UCHGF+mWAjlkTGo8gVNPatOSfu8RZO+U/tIZVWpuaAoO0a0uhCi5PHmY1EzZEVlv0sZ" +
        "ZlLS7MXT6mTUIsiODVwIZCiOVJwuThWvYuzY/aBMKlKyMz5feWQWJdPIYi0YHCAgECBBQQAgYICBAwcFCkKlayTF+efCmDFcTWAX" +
        "ajwHiREbo1Alm74+CteME4r2GnKouUJBtUpJPlPNZ6YdJYaCR8Qp8qb1MDH6T5GR8fq78ObMoSRqVrnI0BxCLrULZWQFkaM/qrhp" +
        "RKCOiMF7lHIjdo5dmSkc4avUQp8b/M9e0wkaR0qtUbi1KTsKRQ7HOivdJ2h7fhmMVQJjDpLd/+iYUUubhlBjoCLVIryiHNzZaknw" +
        "bqKTV3Gax+JBFDJSqfqFQAqcsTWsWcRMh1aXsdRenvCkHSF3CfPiiqhmuugQicfLlGMhxENljArDFxQepa9a9mefCZHWPiGrWhxC" +
        "G1ONay3XKopGQSgQVw/U1R+HN8VxY/G5g8z2TbIIJf03EzKrBKFVH21Ia0Xj6Dq2y41U2y5Cyno2G+pFh8XY0CTKyhp+FeScUWAI" +
        "tNKLRBNq9bVQRJsKinIPJAndcObUBXvmnkSdItbLqzISH/g1kLA+aUhnFiSIhTbzCNceHBuXL57hJNRdg+qRorGWQSYflmSBQf8b" +
        "CZw9DG3EDbXAoRqZPqlWcCFFwZ3w5NG05TlqPLHAT4ispiP+gtTPmftPzah6GppMSUkt5DKxheWIQRo6hwlTF8oR92pCSMTCjF+Z" +
        "H57wkdCfCHUWIqWJBBvepFloqPY0aZCjVtOM0bm5yn/i5OHzLlAIUey0bDyy8AnJrAw0RtQ6JK1JmDlFwgVhlbsioVAvOBBDzBNT" +
        "ihHrvkzuR3xBEulMXgk04kSQ5mGYteA3mMFcECnJzgxtdTRBT6JiwRDLSKjOj3Z9D0QzM5VKaP1MiJqjs3d+c2Rv4qgu3RDF4dE8" +
        "3BiH4SD7b5PMp/uvfyszn61p/1nWOJTWaB7dEEU4zuvuglhDr+pE5Z2lmph4Jlx26TC+mnnrO9BokiBauOU1FjWCU66kTArdK1zU" +
        "iYPDeB8pJVZka1n8ND+y/MKM9AOB9KjBNESIk873M6GGEiUp+REgCAGF9JZISO0ocsvdih9UEM/0X/uMjzsYdY2vCptxqWkGv4HM" +
        "0D0AM/o6XEa/YRnUH5+ojH+vmWW+bCtjv/ghpFYc2qhq6kEeulkl4wa6o41t8621az+lwkGNUMb3ogaWMVcdjkqRLutaM+jcDnOZ" +
        "6Qvyw2g6496cZ2jmjnNzpoGmKU15krOcpCkz9eXr6olMpuIkTZBaAWlCfmTdaEOHe+6oQCO9te2qp1LoJ1Q+KCkWqhQqCvVTN8AM" +
        "7lUOmvmbRufOANM8I0d5nKozJ0I6FOEIxkB+s1zGwzGTlrmReoO4Gjt3TEb3qmRcJUh7WwjXZydThA/J6K6vIgToiIxww1P2Y0xO" +
        "tBfYxm6Ee4PtJzM1SkJzx6+Z8bgxN8xMYKzYy8zrJLrFKjyZjIzPTcY70cOoqip+mMkYp85E0grJwZYM+SWEewJkX/xS0czQYZoB" +
        "OW+GuvpHltKcKdF1hgePxZ04M+UXd+DMlGPcgTOTR1bgTAbIj5vx+DE3zUw41svMZG58DjMGoisltt+E1ApSKyRnezHllxDuCbZj" +
        "NuG9gMVFMXNyIqMXx+FLesYv9OK+MRd3mXy8CdDF+2MmEJeLlw0pgLgeyiJRc70JqRGlRshKk8h0PKmPYDihbP0aD7UrImKZbutw" +
        "uKj0PYvvbZKzL89ykrM05SlNcpaTNGUmv0zqvy9PkpPvQjjhHvJgZXoIwQrzkAMrw0MAVvgO+VewHdKv4jrMvoJ04DoYHcC9Spb2" +
        "r7DqIDymUFsm3/Vnuk7Dqq6Xmlza1X2dpJyTkpSqFJKSRVKklMpS3is/PS+lmpRH4pPwqfeke9KeZE+tJ9Xz6SHo8XnNvEReHA/C" +
        "iwOPvtu829zZkUIQU5pk8MLMkm0lzriuBjTGKmZ8n5c=";

    // 9,000 lines at level 3, more than one block.
    private const string LinesAt3 =
        "KLUv/aTguwIAFNUASj+2OBeQF5QkB7CLtLLP9v+tudGmpKRUiOU0II0DfgODA4Ef9Pyu57/f87ue/37P73r++z2/6/nv9/yu57/f" +
        "87ue/37P73r++z2/6/nv9/yu57/fk6MYnmZJjmJ4miU5iuFpluQohqdZkqMYnmZJjmJ4miU5iuFpluQohqdZkqMYnmbJKXc55S6n" +
        "3OWUu5xyl1PucspdTrnLKXc5Pf/9nt/1/Pd7ftfz3+/5Xc9/v+d3Pf/9nt/1/Pd7ftfz3+/5Xc9/v+d3Pf/9nt/18DRLchTD0yzJ" +
        "UQxPsyRHMTzNkhzF8DRLchTD0yzJUQxPsyRHMTzNkhzF8DRLchTDu5xyl1PucspdTrnLKXc55S6n3OWUu5xyl1PucspdTrnLKXc5" +
        "5S6n3OWUu5zCOMOMMsgYQ4wwzjCjnHKXU+5yyl1OucspdznlLqfc5ZSvXrty3ao161evXTnlLqfc5ZS7nHKXU+5yyl1Oucspt1SJ" +
        "0iRJkS5ZqkRpyl1OucspdznlLqfc5ZS7nHKXU+5GMGIRikjEIxzRCEYsQrnLKXc55S6n3OWUu5xyl1Pucspdvnv15v3rty/fvXpz" +
        "l1PucspdTrnLKXc55S6n3OWUu5wlK9YtW7VozZIV6y6n3OWUu5xyl1PucspdTrnLKXc5KUThClaoAhWmIIUoXMHllLuccpdT7nLK" +
        "XU65yyl3OeUup8SPHTdmvFhx4seOyyl3OeUup9zllLuccpdT7nLKXU55IAdqIAZaIAVKoAdyoAbilLuccpdT7nLKXU65yyl3OeUu" +
        "p9wOdaDDHOQQhzvYoQ50mHKXU+5yyl1OucspdznlLqfc5ZS7NevVqlO/dt2a9WrlLqfc5ZS7nHKXU+5yyl1Oucspd8mNExfunLly" +
        "5MaJy11OucspdznlLqfc5ZS7nHKXU+5yQVAQEoQHwUFoEBiEBUFBSBDucspdTrnLKXc55S6n3OWUu5xyl1Nwgh/s4AYzeMEKTvCD" +
        "XU65yyl3OeUup9zllLuccpdT7nJK7DHHGmNsMcUSe8yxcspdTrnLKXc55S6n3OWUu5xyl1POwAzKgAzGQAzC4AzMoAw45S6n3OWU" +
        "u5xyl1PucspdTrnLKffenft27dm/e+/OfcpdTrnLKXc55S6n3OWUu5xyl1PuihQnihEvWqxIcaIaflbDYEGR327JTUqCB0dPr2J2" +
        "OQ0YFnr8mh21KEh4+DU7atHjoIGxy+npVcwChcRvt+QmASABIGCgwIADAiKAARDAAAcgUAABCVPucspdTrnLKXc55S6n3HVAB3Mg" +
        "B3FwB3ZQB3QwB3r++z2/6/nv9/yu57/f87ue/37P73r++z2/6/nv9/yu57/f87ue/37P73r++z2/6+FpluQohqdZkqMYnmZJjmJ4" +
        "miU5iuFpluQohqdZkqMYnmZJjmJ4miU5iuFpluQohnc55S6n3OWUu5xyl1PucspdTrnLKXc55X7P73r++z2/6/nv9/yu57/f87ue" +
        "/37P73r++z2/6/nv9/yu57/f87ue/37P73r++yU5iuFpluQohqdZkqMYnmZJjmJ4miU5iuFpluQohqdZkqMYnmZJjmJ4miU5iuFp" +
        "lpxyl1PucspdTrnLKXc55S6n3OWUu5xyl1PucspdTrnLKXc55S6n3OWUu5xyd8HFFlpk8YUXXXCxhXKXU+5yyl1OucspdznlLqfc" +
        "5ZS7VKdKjXrValWqU6XmLqfc5ZS7nHKXU+5yyl1Oucspd7lIUaJHjhoxWqQo0V1OucspdznlLqfc5ZS7nHKXU+5yeuTxhx998LGH" +
        "Hnn84XLKXU65yyl3OeUup9zllLuccpdT3Lt269KdKzfuXbvllLuccpdT7nLKXU65yyl3OeUup7xy1YrVKlWpXrlqxSl3OeUup9zl" +
        "lLuccpdT7nLKXU65E5rAhCUoIQlPcEITmDDlLqfc5ZS7nHKXU+5yyl1Oucspd4My6IIqaII+qIM2KIMuqHKXU+5yyl1Oucspdznl" +
        "Lqfc5ZS7DFqQghL0IAc1iEELUlDucspdTrnLKXc55S6n3OWUm1Pucg1qSMMb3NAGNqxBDWm4yyl3OeUup9zllLuccpdT7nLKXU50" +
        "6NOmS5MeLTr0aZdT7nLKXU65yyl3OeUup9zllLucsn3z1o3bNm3Zvnkrp9zllLuccpdT7nLKXU65yyl3OeUhOISGwBAWgkJICA/B" +
        "ITQETrnLKXc55S6n3OWUu5xyl1PucsodbpjhhRVO+GGHG2Z4yl1OucspdznlLqfc5ZS7nHKXU+5+/Pbpy/fPXz9++5S7nHKXU+5y" +
        "yl1OucspdznlLqfc5YIt0IIs+AIv6AIu2AItyF1OucspdznlLqfc5ZS7nHKXU+5yuvTo161Xpz5devS7nHKXU+5yyl1Oucspdznl" +
        "Lqfc5RQmfOiwIcOFChM+dDnlLqfc5ZS7nHKXU+5yyl1OucspD/7AD/qAD/ZAD/LgD5xyl1PucspdTrnLKXc5NUiDN3CDNmCDNVCD" +
        "NHgDv+d3Pf/9nt/1/Pd7ftfz3+/5Xc9/v+d3Pf/9nt/1/Pd7ftfz3+/5Xc9/v+d3Pf/9khzF8DRLchTD0yzJUQxPsyRHMTzNkhzF" +
        "8DRLchTD0yzJUQxPsyRHMTzNkhzF8DRLTrnLKXc55S6n3OWUu5xyl1PucspdTspd7nr++z2/6/nv9/yu57/f87ue/37P73r++z2/" +
        "6/nv9/yu57/f87ue/37P73r++z2/i+FpluQohqdZkqMYnmZJjmJ4miU5iuFpluQohqdZkqMYnmZJjmJ4miU5iuFpluQo5i6n3OWU" +
        "u5xyl1PucspdTrnLKXc55S6nPBwNxkKReDgajIUi8XA0GAtF4uFoMBaKxMPRYCwUiYejwVgoEg9Hg7FQJB6OBmOhSDwcDcZCkXi4" +
        "Lbuq6eu27Kqmr9uyq5q+bsuuavq6Lbuq6eu27Kqmr9uyq5q+bsuuavq6Lbuq6euWU+5yyl1OucspdznlLqfc5ZS7nHKXU+5yyl1O" +
        "ucspdznlLqfc5ZS7nHKXU25HHXTMIUccd9hRBx1T7nLKXU65yyl3OeUup9zllLuccrdlu1Zt2rdu27Jdq9zllLuccpdT7nLKXU65" +
        "yyl3OeUuqVGiQp0yVYrUKFG5yyl3OeUup9zllLuccpdT7nLKXS4IBZEgHoSDaBAMYkEoiARxl1PucspdTrnLKXc55S6n3OWUu5xC" +
        "E/pQhzaUoQtVaEIf6nLKXU65yyl3OeUup9zllLuccpdTQg851BBDCymU0EMOlVPucspdTrnLKXc55S6n3OVyl1POYIYykGEMYgjD" +
        "GcxQBk65yyl3OeUup9zllLuccpdT7nLKPXfmvFlz5s+eO3OecpdT7nLKXU65yyl3OeUup9zllLsatWnSol2zVo3aNOUup9zllLuc" +
        "cpdT7nLKXU65yyl3GWERFCERHsERGoERFkERcpdT7nLKXU65yyl3OeUup9zllLvcrTv3b9+9ee/Wnfsup9zllLuccpdT7nLKXU65" +
        "yyl3OXnx7tmrR2+evHj3XE65yyl3OeUup9zllLuccpdT7nKKgiuwgiqggimQgii4Aisop9zllLuccpdT7nLKXU65yyl3OeW58+bM" +
        "lytP/tx5c065yyl3OeUup9zllLuccpdT7nLKHazBGGzBFCzBHszBGozBptzllLsMBAwUGHBAgHKXU+5yyl1OucspdznlLqfc5ZS7" +
        "nHKXU+5yyl1OucspdznlLqfc5ZS7nHKXU+5yyl1OucspdznlLqfc5ZS7nHKXU+5yyl1OucspdznlLqfc5ZS7nHKXU+5yyl1Oucsp" +
        "dznlLqfc5ZS7nHKXU+5yyl1OucspdznlLqfc5ZS7nHKXU+5yyl1OucspdznlLqf8fs/vev77Pb/r+e/3/K7nv9/zu57/fs/vev77" +
        "Pb/r+e/3/K7nv9/zu57/fs/vev6bJTmK4WmW5CiGp1mSoxieZkmOYniaJTmK4WmW5CiGp1mSoxieZkmOYniaJTmK4WmWU+5yyl1O" +
        "ucspdznlLqfc5ZS7nHKXU+4yForEw9FgLBSJh6PBWCgSD0eDsVAkHo4GY6FIPBwNxkKReDgajIUi8XA0GAtF4uFoMBaKxMPRYIxi" +
        "eJolOYrhaZbkKIanWZKjGJ5mSY5ieJolOYrhaZbkKIanWZKjGJ5mSY5ieJolOSp3OeUup9zllLuccpdT7nLKXU65yyl3OeUup9zl" +
        "lLuccpdT7nLKXU65yyl3uYYaabzhRhtsrKFGGnc55S6n3OWUu5xyl1PucspdTrnLiQ171mxZsmPFhj3rcspdTrnLKXc55S6n3OWU" +
        "u5xyl1OmT546cdqkKdMnT+WUu5xyl1PucspdTrnLKS6n3OWUh3CIhmCIhVCIhHgIh2gITrnLKXc55S6n3OWUu5xyl1PucsodbZTR" +
        "RRVN9FFHG2V0yl1OucspdznlLqfc5ZS7nHKXU+5evHbpyvXLVy9eu5S7nHKXU+5yyl1OucspdznlLqfc5cIWtJCFL3ihC1zYghZy" +
        "l1PucspdTrnLKXc55S6n3OWUu5wsOfJly5UpT5Yc+S6n3OWUu5xyl1PucspdTrnLKXc5ZcmeOWvGbJmyZM9cTrnLKXc55S6n3OWU" +
        "u5xyl8pdTnn4gx/6wIc96CEPf/BDOeUup9zllLuccpdT7nLKXU65yym3bdemPVt27Nu2a3PKXU65yyl3OeUup9zllLuccpdT7q4d" +
        "u3Xq0r1z147dlLuccpdT7nLKXU65yyl3OeUup9xNwARLoARJ8ARO0ARMsATKXU65yyl3OeUup9zllLuccpdT7jLwAitwAj+wAzcw" +
        "Ay+wAucup9zllLuccpdT7nLKXU65yyl3uTCFJexhDmsYwxamsITd5ZS7nHI3oa2olMC6378Aox+RkIgFARRg6hgUqCwJBBzIPxuh" +
        "2QWe2x7k1jSJTiFmc0MxDzi/c9SVUSKdkpjnhuWecHzroDOrRHK6cc8Nz71g+dlFb0qRyGnGPiM3/aR59oHnt4O1OUWSq1N6PDx9" +
        "5laL8tDu3d3dvbu7u3Z3767d3d29u7u7dnfX8y0oBs15ChYU01NYQHtPQYFtPkUFtPsUFsz2U1xA+09RQWxARQWxAxUUxBZUYMR5" +
        "BuA47WLVGRSBEecZgOG0hVV3oARGnGcAhtMWVt2DEgxxjgFYTltY7Q5KMMQ5BmA8bWGqGyjBEecYgPG0BatuoARTnDMAxtIsrrqB" +
        "EkxxzgAYS8+goqE8dHd3d+3u7q7d3d27u7vW7u7u3t3dXbu7u+vzMCiG7ASiXFuBLNNeIMq2Gagy7QayPNuBLtM+msqxkaZy7KSh" +
        "HFtpMOI8A3Ac7WLVGZTAiPMMwPC0hVV3UAIjzjMAhtMWVt1BCYY4xwBYTltYdQclGOIcA2A8bWHVDZTgiHMYgPG0hVU3UIIpjjMA" +
        "xtIWV91ACaZwzgAYo8qwoqE8dHd3d+3u7q7d3d27u7vW7u7u3t3dXbu7u+vzMCiG7CSiXFuJLNNeIsq2magy7SayPNuJLtM+nMqx" +
        "Eady7MShHFtxYA+9copEa4eG5w/X2QcmQ+U0aU2Y5/LbQW9KItmKBMkKQPt9JVO37DQAwPndQW1MkmgBUsKWng9X1AS9IdWUUiax" +
        "cizML4ICh8cPH5Gha7auUEoGXwpXph4N2UHHjBLiStvAa0AFTc0JUvqY3pOVQ0N30HuoAW4TktKzlUhj5xm/O8yNWRJtneAE9PWY" +
        "bN0yN4VAOsjEVo6G7CBvTjuqn5fZB0ITibRrhMmcItlKoyE7mDM5wlog8vrGrJ6ZNW5ME9HaoRDFQ5OHDchArIlTrRHa5zPyNL91" +
        "1JVZIrl6+BpaQSw1bKm/XmAfOFZ609VCQXdUnJFK2rQjgMmRlgNUBU9TGwXtITf2eUFC3yyaQjMVztQuLTUVtIfaJE3cK2qC3pBq" +
        "2jQTauBofWcrxwLtofdsD6gmldGnASIKTzd8dtIbo0S6Ws5Y1yVajW0iU7fsGkAREfaEcM4AMJ622OoGSjDCOUvAONpiqRsswQjn" +
        "GQHjaIulbtAEIzxnAIyzLZa6QROM4JwBME63WOUGRTDEcwbAON1ilRsUgRHPGQDjNIvVblAIRjxnAIwHM6RoUB7a3bu7u2t3d3ft" +
        "7u7eXbu7dnd39+7u7trd/bwMikFenoKCcnoKCzjvKVhgRBsQ6lNQUMVPQUHEPwUF9gAVFIgLVFDwWVDBMwDHaROr7qCERjjPABin" +
        "Taw6gxIY4hwDMJy2sOoOSsKI8wzAcNrCqjtogiHOMQDLaQur7kAJhjjHAIynLaw6AyU44hwDMJ62sMoNlGCKcwbAWNpi+gYVlVVR" +
        "PLS7e3d3d+3u7q7d3bV7d3d37e7urt3d3Z8XQTFkJxDl2gpkmfYCUbbNQJVpN5Dl2Q50mfbRVI6NNJVjJw3l2EqDEecZgONoF6vO" +
        "oARGnGcAhqctrLqDEhhxngEwnLaw6g5KMMQ5BsBy2sKqOyjBEOcYAONpC6tuoARHnMMAjKctrLqBEkxxnAEwlra46gZKMIVzBsAY" +
        "VYYVDeWhu7u7a3d3d+3u7t7d3bV2d3f37u7u2t3dXZ+HQTFkJxHl2kpkmfYSUbbNRJVpN5Hl2U50mfbhVI6NOJVjJw7l2IoDe+iV" +
        "UyRaOzQ8f7jOPjAZKqdJa8I8l98OelMSyVYkSFYA2u8rmbplpwEAzu8OamOSRAuQErb0fLiiJugNqaaUMomVY2E7yDtkINbEqdYI" +
        "7fMZeZqfO+rKLBFdPXwNrSCWGrbUXy+wDxwrvemqoqA7Ks5IJW3aIcDkSMsBqoKnKY+C9jBNgyYPHpCBWBOnWiO0z2fkaX7uqCuz" +
        "RHT18DW0glhq2FJ/vcA+cKz0pquJgu6oOCOVtGmHAJMjLQeoCp6mOgraQ27U94KEvlk0hWYqnKldWnIqaA+1UZq4V9QEvSHVtGkm" +
        "1MDh+s5WjgXaQ+/ZHlBNKqNPBkQUnm747KRXRol0tcAAuvdTEvTLrgVEySESTTsVtIOeKT1pf19qA3jNqaCpOQNjmmQrB4XtYMb0" +
        "aUsB6O8dMnJm3rgxSyZLh6K2iqmsS7Qa20Smbtk1gCIi7AnhnAFgPG2x1Q2UYIRzloBxtMVSN1iCEc4zAsbRFkvdoAlGeM4AGGdb" +
        "LHWDJhjBOQNgnG6xyg2KYIjnDIBxusUqNygCI54zAMZpFqvdoBCMeM4AGA9mUNGgPLS7d3d31+7u7trd3b27dnft7u7u3d3dtbuX" +
        "Y0ExJCIQ5XoJZJmcAlH2vEAtE2Mgy7Mb6DJtB6oc+2gqx0YayrGThjK3lV5UzxKMcs4IGEdbWOoGTTDCOQNgnO1iqRs0wQjnDIBx" +
        "dotVblAEI54zAMbTLVa5QRGMeM4AME6zWO0GRTDiOQPAOM1i1RuUwIjjDCDjNItVb1ACI470DysYFY0Z8GfOqigP2d3dvbu7a+3u" +
        "7u7d3d21u7u7Pg+DYshOIsq1lcgy7SWibJuJKtNuIsuznegy7cOpHBtxKsdOHMqxFQf20CunSLR2aHj+cJ19YDJUTpPWhHkuvx30" +
        "piSSrUiQrAC031cydctOAwCc3x3UxiSJFiAlbOn5cEVN0BtSTSllEivHwnaQd8hArIlTrRHa5zPyND931JVZIrp6+BpaQSw1bKm/" +
        "XmAfOFZ601VFQXdUnJFK2rRDgMmRlgNUBU9THgXtITfse0FC3yyaQjMVztQuLTkVtIfaKE3cK2qC3pBq2jQTauBwfWcrxwLtofds" +
        "D6gmldFHAyIKTzd8dtIzo0T6NwoFDheylUhj51kAJM/nJGl+56A3o1RStfCyZIBWCljT/b3SNlAs9Cerh4LqpGwTibRrRLRipy0F" +
        "oAaerg5KmsPubN6GlJ6ZtYNACpipX1paKWoLuTmKOFfbBrUBdfRpQdD4oequ1g4F2kPtx27QjSqgTztEFJ5u+OykN0aJdLXAAJ33" +
        "UxL0y64FRMkhEq06FbSD3ig9aX9fagN4zamgqTmDYppkK4eE7WDG9GlLAejvHRlxZt64MUumSoeitmaprEu0GttEpm7ZNYAiIuwJ" +
        "4ZwBYDxtsdUNlGCEc5aAcbTFUjdYghHOMwLG0RZL3aAJRnjOABhnWyx1gyYYwTkDYJxuscoNimCI5wyAcbrFKjcoAiOeMwDGaRar" +
        "3aAQjHjOABgPphxU1FmoaGSAP3OrSnlod+3u7u61u7t7d3f37u7u2t3Ph6AYEhOIcj0FskxugSh7ZqCWiTWQ5dkOdJn20VSOjTSV" +
        "YycN5dhKgxHnGYDjaBerzqAERpxnAIanLay6gxIYcZ4BMJy2sOoOSjDEOQbActrCqjsowRDnGADjaQurbqAER5zDAIynLay6gRJM" +
        "cZwBMJa2uOoGSjCFcwbAGFWGFQ3lobu7u2t3d3ft7u7e3d21dnd39+7u7trd3b0cFhRuIIZElcXO1EQKspWosrOnM28BNhNV1nZ1" +
        "hlHIdiKV1b7OqAq0Eaey2NmZiNi95jTJVhoK20GTaWgHHSlgpv7pattgXOyPtg4F7UnChlTQqo1Rk6dZB0AFNFs7FLQDtanxkjT9" +
        "MmgBUXKY0nZl9UjITvRmlBEn2AtGo9TY1ZIwc8f1nU05GrKTnr8bYDWsmjbNhBo4z/idg+5MksjWAwaoz2fk6ZAlI+QSgUy2ciyk" +
        "Lloz+tLsuNYOUDWzSqdmDKaUiaweCdnFLJMjLQeo72ekdc2gdWs0idYORdpDhiYSnKn9u8AOkI0rIj9bOxRkF605WWsm1MB51gGS" +
        "53NKQ2F7UJtSJtlHb5mbQiAdfGl2Xm56tOxYyA56Y6QBu7FSGrQjzuRIy5EplKE3pZBs5TJ9P5OqQ3btoBAR9kyC3qwiUtWj4Of3" +
        "ZbaC0Jw6OjIS7nF856gro2Qy5YBtGdAe3pGnJ8bmALD8dtGaoUyyGKlhp/rhOvvAZEg5xSSZtg4K2kPuozVho06wDrg+G0nX+OxC" +
        "b0aJdJU54CxlYK2UwZz0B8lTCphHGYgYaeArqoGVKIPlEAxkQtLEKyX64xavSuiPW7wq0T9u8apEf7jFqxL9cSdeleiPW2xVoj9u" +
        "8UqJ/rjFqyX64xavSuiPW7xaon/c4lWJ/nCLVyX64yZeleiPW3xVoj9u8UqJ/nGLVyX0xy1eldIft3hVon3c4lWJ/nSLVyX6o+5m" +
        "zsT9/w+1NQAbRbQGaQBoAGgA5ZS7nHKXU+5yyl1OucspdznlLqfc5ZS7nHKXU+5yyl1OucspdznlLqfc5ZS7nHKXU+5yyl1Oucsp" +
        "dznlLqfc5ZS7nHKXU+5yyl1OucspdznlLqfc5ZS7nHKXU+5yyl1OucspdznlLheAyl1OucspdznlLqfc5ZS7nHKXU+5yyl1Oucsp" +
        "dznlLqfc5ZS7nHKXU+5yyl1OucspdznlLqfc5ZS7nHKXU+5yyl1OucspdznlLqfc5ZS7nHKXU+5yyl1OucspdznlLqfc5ZS7nHKX" +
        "U+4up9zllLuccpdT7nLKXU65yyl3OeUup9zllLuccpdT7nLKXU65yyl3OeUup9zllLuccpdT7nLKXU65yyl3OeUup9zllLuccpdT" +
        "7nLKXU65yyl3OeUup9zllLuccpdT7nLKXU65yyl3ueWUu5xyl1PuMnc55S6n3OWUu5xyl1PucspdTrnLKXc55S6n3OWUu5xyl1Pu" +
        "cspdTrnLKXe5cspdTnk4GoyFIvFwNBgLReLhaDAWisTD0WAsFImHo8FYKBIPR4OxUCQejgZjoUg8HA3GQpF4uJzyjF+o9PQfw58l" +
        "KQAUYCCECkBhYDVwiv3+/+NGnq87rWHjTIqzLcoCiDfr9okKIbS5tVee0Nj3b40wQKWbf2lEASgtyj8TzMGN1fpv/O7WJFJ/2blL" +
        "Uyjd8mdOTqL9ty+S7mYyFyC4+ZfGLAChx509YgCCv397zUFsfty6KqoihL63cogCGHvWKWMuUvm7b68oAOFvnT1hApQqyp0bZqGC" +
        "Vvuvf3V7C0m3/JXZS6R2snOnJlH624sa73oUJzH0uLMnjFBws4sacwBCj3975QqJf79ci1IQxpt9a0QBCH13pRElMf75N89cgODm" +
        "XxpzAEqL0s2Ed2GCQv23v7t5rdZOdu6iaZZu8TKzp0ju7Iqku53MDVT+7FJjDkD5cSeHGCGhzS595iKWt/+uiyoAoe+tfEUBCD37" +
        "5ggDUP7+2ytOwtDjzp4wQqWKcseCWTkhkba3v7u9yfovXmb2EumfzKlS00zd7EWCuR3NSQx//9QhRii4+6VGFIDy5lYOeYTGv3ev" +
        "RT0BoWffGnEBQpu78ooCEPr+3TMXqPzZpYY5AKWL+maCWZgxUbrF3+6+VvNvP1VqmqW7vszkKFLfdkWCWUzlCpU///aIAlD+uLdD" +
        "DIBw906NKEjl77/rIlmk0mZXXlEQQ886OeICCm727TUnMfz9k0OMUKmi3HPBLJSQau5kp25vs/7Tfzs5ivRP9q7UJFJ3e5FhJgPi" +
        "Ipa/v/bKARDufqkzRUBoc2+NKADx799rUU9g/FtOjrgA4c+uNKIghh538pYrVP782yMKQOmivplxFiaQKP/kZSZv1f7b192eROpd" +
        "X+Z2FMk19/LfnuKw979bt3i/e4sAAC6AJPK113DXh5PXv8O7Pqys7h3Y+2Dy9ddw14eT17/Duz6srO4d2Ptg8vXXcNcHJ69/QwQM" +
        "dhNU51M4B6r1KRwD1fcpnIHq/BTuQPV+Cneguj+FO1D9n8IxUA1Q4RyoDqhwDlQXOyeLIOyjqmR1e4GYwxI3j5C9rmHqIFTR/bvx" +
        "Hm5qpHbyN5W3UC6LV92cRGpvf3d7k/W/fvlvT3HY+y+d3Qb73Y0Egi8ms1Ev2K38zyGsGDpLccMFqeWBfEJxYWgq4Q0LZKsH9YDh" +
        "4vBckhssyGwP9AHCi6FnSW6oJLe9kQ8oJgpPpJxBmWz1Ih8wXByeS3KDBZntgT5AeDF0luSGSnLbG/IBxUThiZQzKJOtXqTRE+V1" +
        "gAB7yDN8LnBi+v1sKgmydxS1vW4egZa6E40x7QtakKnhffZSw0d7hAN8vm6OWILPjUbMJ7vcZENm5bq76eWQlhEH0J3WsHEmxSGv" +
        "20dSWnGbcYDtNXAG+pfCzdR3ermbUoDpf9UpLdpHUNT2cvMIWupW0f6739htWMb+3+smK2URPGd73WlmCbpTHHSfrGwhu/PSrjqT" +
        "h/1Qnvn9bjpBgv8Uh7xuH0lpxW2S7L7aWwakziSpO80sQXeKg+6TVae0aB9BobbXTWiGtJkWDnnZHNH2lEaNA2ytqtp9BGUVB90l" +
        "Ym6DK9E+inKytrPLkXYiQf5blbKiMSatMbedQ8hSUWFkr/mK0Ue9sP++aqpSgKlfzG1PMkdQ1NYy5UzLNpLzLWKrMnVYxu5X57dT" +
        "CRE8s2tVZfcRlFUcNIX2rdpyMPSLue1J5ggStbVMnWlVyorGmLTG3HYCsyzN2npKR40DbK2q7D6CsoqD7hIxtz3JHEFRCzQSEVlw" +
        "CyYvQT8=";

    [Fact]
    public void Frames_of_the_reference_program_are_decoded()
    {
        Assert.Equal(Words(), Decode(Convert.FromBase64String(WordsAt19)));
        Assert.Equal(Words(), Decode(Convert.FromBase64String(WordsAt1)));
        Assert.Equal(Lines(), Decode(Convert.FromBase64String(LinesAt3)));
    }

    [Theory]
    [InlineData("28b52ffda4e09304005400001000000100fbff39c00202001000039f04002d28de26", 300_000)]
    [InlineData("28b52ffd240001000099e9d851", 0)]
    public void Runs_of_one_byte_and_nothing_are_decoded(string hex, int count) =>
        Assert.Equal(new byte[count], Decode(Convert.FromHexString(hex)));

    [Fact]
    public void Frames_one_behind_the_other_are_one_content()
    {
        byte[] skippable = [0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        byte[] raw = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 3, 25, 0, 0, (byte)'a', (byte)'b', (byte)'c'];

        Assert.Equal("abcabc"u8.ToArray(), Decode([.. raw, .. skippable, .. raw]));
    }

    [Fact]
    public void More_than_the_limit_is_refused()
    {
        var frame = Convert.FromBase64String(LinesAt3);
        var destination = Array.Empty<byte>();

        Assert.False(ZstdFrames.TryDecode(frame, Lines().Length - 1, ref destination, out _));
        Assert.True(ZstdFrames.TryDecode(frame, Lines().Length, ref destination, out _));
    }

    [Fact]
    public void A_frame_that_is_cut_short_is_refused()
    {
        var frame = Convert.FromBase64String(WordsAt19);
        for (var length = 1; length < frame.Length; length += 7)
        {
            Assert.Null(Decode(frame[..length]));
        }
    }

    // The frames carry a checksum, so that damage which is no error in itself is found as well.
    [Fact]
    public void A_flipped_bit_is_refused_or_harmless()
    {
        var seed = new Seed(91);
        foreach (var text in new[] { WordsAt19, WordsAt1 })
        {
            for (var round = 0; round < 5_000; round++)
            {
                var frame = Convert.FromBase64String(text);
                frame[seed.Random.Next(frame.Length)] ^= (byte)(1 << seed.Random.Next(8));

                Assert.True(Decode(frame) is not { } content || content.SequenceEqual(Words()), seed.ToString());
            }
        }
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var seed = new Seed(92);
        for (var round = 0; round < 20_000; round++)
        {
            var frame = new byte[seed.Random.Next(300)];
            seed.Random.NextBytes(frame);
            if (frame.Length > 12)
            {
                // A frame of one compressed block, so that the rest is reached.
                new byte[] { 0x28, 0xb5, 0x2f, 0xfd, 0, 0x58 }.CopyTo(frame, 0);
                var header = ((frame.Length - 9) << 3) | 0b101;
                (frame[6], frame[7], frame[8]) = ((byte)header, (byte)(header >> 8), 0);
            }

            Decode(frame);
        }
    }

    private static byte[]? Decode(byte[] frame)
    {
        var destination = Array.Empty<byte>();
        return ZstdFrames.TryDecode(frame, 1 << 20, ref destination, out var length) ? destination[..length] : null;
    }

    private static byte[] Words() => Text(300, line =>
        $"{line * 7919 % 1000} metric_{line % 37} value={line * line % 9973}\n");

    private static byte[] Lines() => Text(9000, line =>
        $"{line % 10} metric_{line % 7} value={line / 64 * 31 % 97}\n");

    private static byte[] Text(int count, Func<int, string> line) =>
        System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, count).Select(line)));
}
