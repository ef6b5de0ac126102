using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using HandlebarsDotNet.Compiler.Resolvers;

namespace Uutiset.Themes;

/// <summary>The templates of a theme, compiled once. Every .hbs file is a page and a partial under its path without ending.</summary>
internal sealed partial class ThemeTemplates
{
    private readonly FrozenDictionary<string, HandlebarsTemplate<TextWriter, object, object>> compiled;

    public ThemeTemplates(string folder, ThemeTexts texts, Func<string, string> assetUrl)
    {
        var sources = Directory.EnumerateFiles(folder, "*.hbs", SearchOption.AllDirectories)
            .Select(f => (File: f, Name: Path.GetRelativePath(folder, f)[..^4].Replace('\\', '/'), Source: File.ReadAllText(f)))
            // Handlebars.Net 2.4.3 does not escape what a partial on an indented line of its own prints: stored XSS
            .Select(t => t with { Source = IndentOfPartials().Replace(t.Source, "") })
            .OrderBy(t => t.Name, StringComparer.Ordinal).ToArray();
        foreach (var (file, _, source) in sources) Check(file, source, texts, sources.Select(s => s.Name).ToHashSet());

        var html = Environment(new HtmlEncoder(), texts, assetUrl);
        // Text parts of mails: nothing to escape, and a TrustedHtml in one would be a mistake (no formatter for it)
        var text = Environment(null, texts, assetUrl);
        var made = new Dictionary<string, HandlebarsTemplate<TextWriter, object, object>>();
        foreach (var (file, name, source) in sources)
        {
            var environment = name.EndsWith(".text", StringComparison.Ordinal) ? text : html;
            try
            {
                using var reader = new StringReader(source);
                environment.RegisterTemplate(name, made[name] = environment.Compile(reader));
            }
            catch (HandlebarsException e)
            {
                throw new ThemeException($"{file}: {OneLine(e)}", e);
            }
        }
        compiled = made.ToFrozenDictionary();
    }

    public IEnumerable<string> Names => compiled.Keys;

    public string Render(string name, object model, string lang)
    {
        if (!compiled.TryGetValue(name, out var template)) throw new ThemeException($"The theme has no template {name}.hbs.");
        using var writer = new StringWriter();
        try
        {
            template(writer, model, new Dictionary<string, object> { ["lang"] = lang });
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException or ThemeException)
        {
            throw new ThemeException($"{name}.hbs: {OneLine(e)}", e);
        }
        return writer.ToString();
    }

    private static IHandlebars Environment(ITextEncoder? encoder, ThemeTexts texts, Func<string, string> assetUrl)
    {
        var configuration = new HandlebarsConfiguration
        {
            // The default is the legacy encoder: it leaves ' alone and makes entities of ä and ö
            TextEncoder = encoder!,
            NoEscape = encoder is null,
            // A misspelt name is an error, not an empty place on the page
            ThrowOnUnresolvedBindingExpression = true,
            ExpressionNameResolver = new UpperCamelCaseExpressionNameResolver(),
        };
        if (encoder is not null) configuration.FormatterProviders.Add(new TrustedHtml.Formatter());
        var environment = Handlebars.Create(configuration);
        environment.RegisterHelper("t", (in writer, in options, in _, in arguments) =>
            writer.Write(texts.Get($"{options.Data["lang"]}", arguments.At<string>(0)!, Named(arguments))));
        environment.RegisterHelper("asset", (in writer, in _, in _, in arguments) => writer.Write(assetUrl(arguments.At<string>(0)!)));
        environment.RegisterHelper("same", (output, options, context, arguments) =>
        {
            if (Equals(arguments[0], arguments[1])) options.Template(output, context);
            else options.Inverse(output, context);
        });
        return environment;
    }

    private static (string, object?)[] Named(in Arguments arguments) =>
        [.. arguments.Hash.Select(pair => (pair.Key, (object?)pair.Value))];

    /// <summary>What the compiler would only notice when the line is reached, said at start instead.</summary>
    private static void Check(string file, string source, ThemeTexts texts, HashSet<string> names)
    {
        if (source.Contains("{{{", StringComparison.Ordinal) || source.Contains("{{&", StringComparison.Ordinal))
        {
            throw new ThemeException($"{file}: triple braces are not allowed; markup comes as TrustedHtml.");
        }
        if (PartialNames().Matches(source).Select(m => m.Groups[1].Value).FirstOrDefault(n => !names.Contains(n)) is { } partial)
        {
            throw new ThemeException($"{file}: there is no template {partial}.hbs.");
        }
        if (TextKeys().Matches(source).Select(m => m.Groups[1].Value).FirstOrDefault(k => !texts.Has(k)) is { } key)
        {
            throw new ThemeException($"{file}: there is no text \"{key}\".");
        }
    }

    private static string OneLine(Exception e) => (e.InnerException is { } inner ? inner.Message : e.Message).ReplaceLineEndings(" ");

    [GeneratedRegex("""\{\{~?#?>\s*([\w./-]+)""")]
    private static partial Regex PartialNames();

    [GeneratedRegex(@"^[^\S\n]+(?=\{\{~?#?>)", RegexOptions.Multiline)]
    private static partial Regex IndentOfPartials();

    [GeneratedRegex("""(?:\{\{|\()t "([^"]+)""")]
    private static partial Regex TextKeys();
}
