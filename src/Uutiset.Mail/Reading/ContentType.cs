using System.Text;

namespace Uutiset.Mail.Reading;

/// <summary>RFC 2045 5.1: a media type and its parameters; the first of several with one name counts.</summary>
internal sealed class ContentType
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private ContentType(string mediaType) => MediaType = mediaType;

    /// <summary>In lower case: <c>multipart/report</c>.</summary>
    public string MediaType { get; }

    public string? this[string parameter] => _parameters.GetValueOrDefault(parameter);

    public bool IsMultipart => MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>Reads the field; text/plain when there is none (RFC 2045 5.2).</summary>
    public static ContentType Parse(string? field)
    {
        var pieces = Split(field ?? "");
#pragma warning disable CA1308 // media types are compared in lower case
        var type = new ContentType(pieces[0] is { Length: > 0 } mediaType ? mediaType.ToLowerInvariant() : "text/plain");
#pragma warning restore CA1308
        foreach (var piece in pieces.Skip(1))
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                type._parameters.TryAdd(piece[..equals].Trim(), piece[(equals + 1)..].Trim());
            }
        }
        return type;
    }

    // One pass: parts at semicolons, quotes opened (RFC 5322 3.2.4), comments left out (3.2.2).
    private static List<string> Split(string field)
    {
        List<string> pieces = [];
        var piece = new StringBuilder();
        var (quoted, comments) = (false, 0);
        for (var i = 0; i < field.Length; i++)
        {
            var c = field[i];
            if (c == '\\' && (quoted || comments > 0) && i + 1 < field.Length)
            {
                i++;
                _ = comments > 0 ? piece : piece.Append(field[i]);
            }
            else if (c == '"' && comments == 0)
            {
                quoted = !quoted;
            }
            else if (!quoted && c == '(')
            {
                comments++;
            }
            else if (!quoted && c == ')' && comments > 0)
            {
                comments--;
            }
            else if (!quoted && comments == 0 && c == ';')
            {
                pieces.Add(piece.ToString().Trim());
                piece.Clear();
            }
            else if (comments == 0)
            {
                piece.Append(c);
            }
        }
        pieces.Add(piece.ToString().Trim());
        return pieces;
    }
}
