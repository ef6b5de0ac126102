using System.Buffers;

namespace Uutiset.Mail;

/// <summary>RFC 2919: <c>Name &lt;id.domain&gt;</c>. The id never changes, the name may.</summary>
/// <param name="Id">Host-name characters and at least one dot, at most 200.</param>
/// <param name="Name">What filters show, or null; at most 120 characters.</param>
public sealed record ListId(string Id, string? Name = null)
{
    internal void Write(IBufferWriter<byte> output)
    {
        if (Id.Length > 200 || !DomainName.IsHostName(Id) || !Id.Contains('.', StringComparison.Ordinal))
        {
            throw new MailFormatException("A List-Id is a host name with a dot.");
        }
        output.Write("List-Id:"u8);
        var column = "List-Id:".Length;
        if (Name is not null)
        {
            HeaderText.Require(Name, "List-Id name", 120);
            output.Write(" "u8);
            column = HeaderWriter.Phrase(output, Name, column + 1);
        }
        HeaderWriter.Bracketed(output, Id, column);
        output.Write("\r\n"u8);
    }
}
