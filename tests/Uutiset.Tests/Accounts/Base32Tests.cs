using System.Security.Cryptography;
using Uutiset.Accounts;

namespace Uutiset.Tests.Accounts;

public sealed class Base32Tests
{
    [Fact]
    public void Every_length_comes_back_and_case_does_not_matter()
    {
        for (var length = 0; length < 64; length++)
        {
            var bytes = RandomNumberGenerator.GetBytes(length);
            var text = Base32.Encode(bytes);
            Assert.Equal(bytes, Base32.Decode(text));
            Assert.Equal(bytes, Base32.Decode(text.ToUpperInvariant()));
        }
    }

    [Fact]
    public void Writes_as_rfc_4648_does() => Assert.Equal("mzxw6ytboi", Base32.Encode("foobar"u8));

    [Theory]
    [InlineData("mzxw6ytbo1")]
    [InlineData("mzxw6ytböi")]
    [InlineData("mzxw6ytboj")] // left-over bits set
    [InlineData("a")]
    public void Refuses_what_it_never_writes(string text) => Assert.Null(Base32.Decode(text));
}
