using System.Security.Authentication;
using System.Text;
using Uutiset.Mail;
using Uutiset.Mail.Sasl;

namespace Uutiset.Tests.Mail;

/// <summary>The example of RFC 7677 3, and what a false or hostile server may say in its place. A real Dovecot is asked in SaslAgainstDovecotTests.</summary>
public sealed class ScramTests
{
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";
    private const string ServerFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private const string ServerFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    [Fact]
    public void The_example_of_the_standard_comes_out_to_the_last_character()
    {
        var scram = new ScramSha256("user", "pencil", Nonce);

        Assert.Equal("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", Encoding.ASCII.GetString(scram.Initial));
        Assert.Equal("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", Say(scram, ServerFirst));
        Assert.False(scram.IsComplete);
        Assert.Equal("", Say(scram, ServerFinal));
        Assert.True(scram.IsComplete);
    }

    [Theory]
    [InlineData("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    [InlineData("v=")]
    [InlineData("x=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    [InlineData("")]
    public void A_server_that_does_not_know_the_password_is_not_believed(string final)
    {
        var scram = new ScramSha256("user", "pencil", Nonce);
        Say(scram, ServerFirst);
        Assert.Throws<AuthenticationException>(() => Say(scram, final));
        Assert.False(scram.IsComplete);
    }

    [Fact]
    public void A_refusal_is_answered_and_proves_nothing()
    {
        var scram = new ScramSha256("user", "pencil", Nonce);
        Say(scram, ServerFirst);
        Assert.Equal("", Say(scram, "e=invalid-proof"));
        Assert.False(scram.IsComplete);
    }

    [Theory]
    [InlineData("r=somebodyElse,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000001")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999999")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=-4096")]
    [InlineData("m=ext,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx")]
    [InlineData("")]
    public void A_challenge_that_is_false_weak_or_endless_gets_no_proof(string challenge) =>
        Assert.Throws<AuthenticationException>(() => Say(new ScramSha256("user", "pencil", Nonce), challenge));

    [Theory]
    [InlineData("a=b,c", "a=3Db=2Cc")]
    [InlineData("liisa", "liisa")]
    public void Names_may_hold_what_separates_fields(string user, string written) =>
        Assert.Equal($"n,,n={written},r={Nonce}", Encoding.UTF8.GetString(new ScramSha256(user, "x", Nonce).Initial));

    [Theory]
    [InlineData("a\u00a0b", "a b")]
    [InlineData("I\u00adX", "IX")]
    [InlineData("\u00aa", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("a\u0308iti", "äiti")]
    public void Passwords_typed_on_two_keyboards_are_one(string typed, string prepared) => Assert.Equal(prepared, SaslPrep.Prepare(typed));

    [Fact]
    public void Controls_and_half_characters_are_no_password()
    {
        Assert.Throws<MailFormatException>(() => SaslPrep.Prepare("ä\u0007"));
        Assert.Throws<MailFormatException>(() => SaslPrep.Prepare("ä\ud800"));
    }

    private static string Say(ScramSha256 scram, string challenge) => Encoding.UTF8.GetString(scram.Answer(Encoding.UTF8.GetBytes(challenge)));
}
