using System.Text;
using FsCheck.Fluent;
using Uutiset.Mail;
using Uutiset.Mail.Reading;

namespace Uutiset.Tests.Mail;

/// <summary>Which of the kinds a mail in the bounce mailbox is, by its fields alone.</summary>
public sealed class IncomingMailTests
{
    private static readonly IncomingMailReader Reader = new(new ReturnAddresses("bounces.example.fi"));

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", "Auto-Submitted")]
    [InlineData("Auto-Submitted: Auto-Generated; owner=x (weekly)", "Auto-Submitted")]
    [InlineData("X-Autoreply: yes", "X-Autoreply")]
    [InlineData("X-Auto-Response-Suppress: All", "X-Auto-Response-Suppress")]
    [InlineData("Precedence: Bulk", "Precedence")]
    [InlineData("precedence: auto_reply", "Precedence")]
    [InlineData("Return-Path: <>", "Return-Path")]
    [InlineData("X-Failed-Recipients: liisa@example.org", "X-Failed-Recipients")]
    public void A_machine_gives_itself_away_by_a_field(string field, string mark) =>
        Assert.Equal(mark, Assert.IsType<IncomingMail.Automatic>(Read(field)).Mark);

    [Theory]
    [InlineData("Subject: Automaattinen vastaus: lomalla")]
    [InlineData("Subject: Out of Office\nAuto-Submitted: no")]
    [InlineData("Auto-Submitted: NO (really)")]
    [InlineData("Precedence: first-class")]
    [InlineData("Return-Path: <liisa@example.org>")]
    [InlineData("Subject: Undelivered Mail Returned to Sender")]
    public void Words_for_people_decide_nothing(string field) => Assert.IsType<IncomingMail.Other>(Read(field));

    [Fact]
    public void A_receipt_is_automatic()
    {
        var mail = ReportTests.Multipart("disposition-notification", "Content-Type: text/plain\n\nLuettu", "Content-Type: message/disposition-notification\n\nDisposition: manual-action; displayed");
        Assert.IsType<IncomingMail.Automatic>(Reader.Read(mail));
    }

    [Theory]
    [InlineData("To: <u+ABC123@bounces.example.fi>", "ABC123")]
    [InlineData("To: \"Lopeta\" <U+abc123@Bounces.Example.FI>, toimitus@example.fi\nAuto-Submitted: auto-generated", "abc123")]
    [InlineData("Subject: unsubscribe abc123", "abc123")]
    [InlineData("Subject: =?utf-8?q?Unsubscribe_?=\n =?utf-8?q?abc123?=", "abc123")]
    [InlineData("X-Original-To: u+abc123@bounces.example.fi\nSubject: unsubscribe ABC123", "abc123")]
    public void A_mail_to_the_address_of_List_Unsubscribe_ends_a_subscription(string field, string token) =>
        Assert.Equal([token], Assert.IsType<IncomingMail.Unsubscribe>(Read(field)).Tokens);

    [Theory]
    [InlineData("Subject: Re: unsubscribe abc123")]
    [InlineData("Subject: unsubscribe")]
    [InlineData("Subject: unsubscribe abc123 please")]
    [InlineData("To: u+@bounces.example.fi")]
    [InlineData("To: u+abc@bounces.example.fi.example.org")]
    [InlineData("To: u+abc@example.org")]
    [InlineData("To: xu+abc@bounces.example.fi")]
    [InlineData("To: u-abc@bounces.example.fi")]
    [InlineData("From: u+abc@bounces.example.fi")]
    public void Anything_else_ends_nothing(string field) => Assert.IsType<IncomingMail.Other>(Read(field));

    [Fact]
    public void Tokens_come_the_surest_first_and_each_once()
    {
        var mail = Read("To: b+aaa@bounces.example.fi, b+bbb@bounces.example.fi\nX-Original-To: b+ccc@bounces.example.fi\nDelivered-To: bounces@example.fi\nDelivered-To: <B+AAA@BOUNCES.example.fi>");
        Assert.Equal(["AAA", "ccc", "bbb"], mail.BounceTokens);
    }

    [Fact]
    public void Subject_and_sender_are_kept_for_people_decoded_and_not_endless()
    {
        var mail = Read("Subject: =?iso-8859-1?Q?P=E4=E4t=F6s?= =?utf-8?B?4oCT?= j=\n From: x\nFrom: Liisa <liisa@example.org>");
        Assert.Equal("Päätös– j= From: x", mail.Subject);
        Assert.Equal("Liisa <liisa@example.org>", mail.From);
        Assert.Equal(HeaderText.MaxLength, Read("Subject: " + new string('x', 100_000)).Subject.Length);
    }

    [Theory]
    [InlineData("=?windows-1252?q?=93hei=94?=", "“hei”")]
    [InlineData("=?utf-8*fi?q?hei?=", "hei")]
    [InlineData("=?nobody-knows?q?hei?=", "hei")]
    [InlineData("=?utf-7?q?hei?=", "hei")]
    [InlineData("=?utf-8?x?hei?=", "=?utf-8?x?hei?=")]
    [InlineData("=?utf-8?q?hei", "=?utf-8?q?hei")]
    [InlineData("=?utf-8?b?%%%?= a =?utf-8?q?=ZZ?=", " a =ZZ")]
    [InlineData("a =?utf-8?q?b?= c =?utf-8?q?d?=\t =?utf-8?q?e?=", "a b c de")]
    public void Encoded_words_are_read_as_far_as_they_can_be(string encoded, string decoded) => Assert.Equal(decoded, EncodedText.Decode(encoded));

    [Fact]
    public void What_we_write_ourselves_is_read_back() => Prop.ForAll(Texts.Lines, subject =>
    {
        var message = (Sample.Bulletin() with { Subject = Texts.Cut(subject, 2000) }).Compile();
        var part = MimePart.Read(message.Fill(Sample.Values(message, Mailbox.Create("reader1@example.fi"))), new());
        Assert.Equal(Texts.Cut(subject, 2000).Trim(), EncodedText.Decode(part.Header.First("Subject")!).Trim());
        Assert.Equal(["multipart/alternative", "text/plain", "text/html"], part.All.Select(p => p.Type.MediaType));
        Assert.StartsWith("Hyvä lukija,", Encoding.UTF8.GetString(part.Parts[0].Content.Span), StringComparison.Ordinal);
    }).Holds();

    private static IncomingMail Read(string fields) => Reader.Read(Encoding.UTF8.GetBytes(fields + "\nMIME-Version: 1.0\n\nHei.\n"));
}
