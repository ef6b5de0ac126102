using HandlebarsDotNet;
using HandlebarsDotNet.IO;

namespace Uutiset.Themes;

/// <summary>
/// Markup that templates print as it is: the cleaned body, search hits with marks, JSON-LD made by us. Everything else is
/// escaped, and templates have no triple braces, so wrapping a string in this type is the one place to review against XSS.
/// </summary>
internal sealed record TrustedHtml(string Html)
{
    public override string ToString() => Html;

    internal sealed class Formatter : IFormatter, IFormatterProvider
    {
        public bool TryCreateFormatter(Type type, out IFormatter formatter)
        {
            formatter = this;
            return type == typeof(TrustedHtml);
        }

        public void Format<T>(T value, in EncodedTextWriter writer) => writer.WriteSafeString(value!.ToString()!);
    }
}
