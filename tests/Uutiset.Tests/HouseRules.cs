using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;

namespace Uutiset.Tests;

/// <summary>The house's rules, held over the source text and the running program.</summary>
public sealed partial class HouseRules(SqliteNewsroom newsroom) : IClassFixture<SqliteNewsroom>
{
    internal static readonly string Root = FindRoot();
    private static readonly string[] ForEverybody = ["Data", "Accounts", "Desk", "Vocabulary"];

    /// <summary>Who may know whom, beside what everybody may know.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Vocabulary"] = ["Finnish"], ["Themes"] = [], ["Desk"] = [], ["Media"] = [],
        ["Mailing"] = ["Mail"],
        ["Accounts"] = ["Mailing"],
        ["People"] = ["Media", "Finnish"],
        ["Articles"] = ["People", "Media", "Finnish"],
        ["Subscribers"] = ["People", "Themes", "Mailing", "Finnish"],
        ["Bulletins"] = ["Articles", "People", "Subscribers", "Themes", "Media", "Mailing", "Mail"],
        ["Search"] = ["Articles", "People", "Bulletins", "Finnish"],
        ["Site"] = ["Articles", "People", "Bulletins", "Search", "Subscribers", "Media", "Themes", "Mailing"],
    };

    // These two see everything: exchange and operations by their trade, the database because it maps every room's entities
    private static readonly string[] SeeAll = ["Exchange", "Operations", "Data"];

    [Fact]
    public void Rooms_know_only_the_rooms_they_may_know()
    {
        var rooms = Directory.GetDirectories(Path.Combine(Root, "src/Uutiset")).Select(d => Path.GetFileName(d)!).Where(n => char.IsUpper(n[0])).ToList();
        Assert.Empty(rooms.Except([.. MayKnow.Keys, .. SeeAll]));
        var named = rooms.Append("Finnish").Append("Mail").Except(ForEverybody)
            .ToDictionary(r => r, r => new Regex($@"\bUutiset\.{r}\b(?!\.csproj)|(?<![\w.@""/]){r}\.(?:{string.Join('|', TypesIn(r).Append("NoSuchType"))})\b"));
        var breaches = new List<string>();
        foreach (var room in rooms.Except(SeeAll))
        {
            foreach (var file in SourcesIn(Path.Combine(Root, "src/Uutiset", room)))
            {
                var text = WithoutComments(File.ReadAllText(file));
                breaches.AddRange(named.Keys.Where(other => other != room && !MayKnow[room].Contains(other) && named[other].IsMatch(text)).Select(other => $"{Path.GetRelativePath(Root, file)} knows {other}"));
            }
        }
        Assert.Empty(breaches);
    }

    [Fact]
    public void The_two_libraries_know_nothing_of_ours()
    {
        foreach (var library in new[] { "Uutiset.Finnish", "Uutiset.Mail" })
        {
            foreach (var file in SourcesIn(Path.Combine(Root, "src", library)))
            {
                var others = UsingOurs().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Where(n => !n.StartsWith(library, StringComparison.Ordinal));
                Assert.Empty(others);
            }
        }
    }

    [Fact]
    public void No_folder_is_named_after_a_layer()
    {
        string[] layers = ["Models", "Services", "Repositories", "Interfaces", "Helpers", "Dtos", "Utils", "Common"];
        var found = Directory.GetDirectories(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
            .Where(d => !IsBuilt(d) && layers.Contains(Path.GetFileName(d)));
        Assert.Empty(found);
    }

    [Fact]
    public void Program_is_a_table_of_contents()
    {
        Assert.InRange(File.ReadLines(Path.Combine(Root, "src/Uutiset/Program.cs")).Count(), 1, 60);
    }

    [Fact]
    public void Every_style_sheet_of_the_desk_reaches_its_pages()
    {
        var assets = Path.Combine(Root, "src/Uutiset/Desk/assets");
        var all = File.ReadAllText(Path.Combine(assets, "desk.css"));
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(assets, "css"), "*.css"), f => !all.Contains($"\"./css/{Path.GetFileName(f)}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_symbol_that_is_named_is_drawn()
    {
        var drawn = SymbolDrawn().Matches(File.ReadAllText(Path.Combine(Root, "src/Uutiset/Desk/assets/css/icons.svg"))).Select(m => m.Groups[1].Value).ToHashSet();
        var named = SourcesIn(Path.Combine(Root, "src/Uutiset")).SelectMany(f => SymbolNamed().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value + m.Groups[2].Value).Distinct().ToList();
        Assert.Contains("home", named);
        Assert.DoesNotContain(named, n => !drawn.Contains(n));
    }

    [Fact]
    public void Articles_and_what_hangs_on_them_are_not_changed_behind_the_search_index()
    {
        var breaches = SourcesIn(Path.Combine(Root, "src/Uutiset"))
            .SelectMany(f => BulkChange().Matches(WithoutComments(File.ReadAllText(f))).Select(m => $"{Path.GetRelativePath(Root, f)}: {m.Value}"));
        Assert.Empty(breaches);
    }

    [Fact]
    public void Every_address_names_its_permission_or_is_open_on_purpose()
    {
        var endpoints = newsroom.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.NotEmpty(endpoints);
        var silent = endpoints
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.GetMetadata<NeedsAttribute>() is null)
            .Select(e => $"{string.Join(',', e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])} {e.RoutePattern.RawText}");
        Assert.Empty(silent);
    }

    [Fact]
    public void Every_desk_page_needs_a_permission_and_nothing_unsafe_under_the_API_is_open_but_what_proves_itself()
    {
        var open = newsroom.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Where(e => IsDesk(e) || IsUnsafeApi(e) && e.Metadata.GetMetadata<ProvesItselfAttribute>() is null)
            .Select(e => e.RoutePattern.RawText);
        Assert.Empty(open);

        static bool IsDesk(RouteEndpoint e) => (e.RoutePattern.RawText ?? "").TrimStart('/') is var path && (path == "desk" || path.StartsWith("desk/", StringComparison.Ordinal)) && !path.StartsWith("desk/assets", StringComparison.Ordinal);
        static bool IsUnsafeApi(RouteEndpoint e) => (e.RoutePattern.RawText ?? "").TrimStart('/').StartsWith("api/", StringComparison.Ordinal)
            && (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Any(m => m is not ("GET" or "HEAD"));
    }

    [Fact]
    public void Everything_asynchronous_takes_a_token()
    {
        Assembly[] ours = [typeof(App).Assembly, typeof(global::Uutiset.Finnish.Slug).Assembly, Assembly.Load("Uutiset.Mail")];
        var without = ours.SelectMany(a => a.GetTypes())
            .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && t.FullName?.Contains('<', StringComparison.Ordinal) != true)
            .Where(t => t.Namespace?.StartsWith("AspNetCoreGeneratedDocument", StringComparison.Ordinal) != true && !typeof(Delegate).IsAssignableFrom(t))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => IsAsynchronous(m.ReturnType) && !m.IsDefined(typeof(CompilerGeneratedAttribute)) && !m.Name.Contains('<', StringComparison.Ordinal) && !m.IsSpecialName)
            // Who is handed the work as a delegate finds the token inside it
            .Where(m => !m.GetParameters().Any(p => p.ParameterType == typeof(CancellationToken) || typeof(Delegate).IsAssignableFrom(p.ParameterType)))
            .Where(m => ours.Contains(m.GetBaseDefinition().DeclaringType!.Assembly) && !ImplementsForeignInterface(m, ours))
            .Select(m => $"{m.DeclaringType!.FullName}.{m.Name}");
        Assert.Empty(without);
    }

    private static bool IsAsynchronous(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);

    // DisposeAsync, Invoke of a middleware and their like have the shape that the framework gives them
    private static bool ImplementsForeignInterface(MethodInfo method, Assembly[] ours) =>
        method.Name is "InvokeAsync" or "RunAsync" && method.DeclaringType!.Namespace is null or "Uutiset"
        || method.GetParameters().Any(p => p.ParameterType == typeof(Microsoft.AspNetCore.Http.HttpContext))
        || !method.DeclaringType!.IsInterface && method.DeclaringType.GetInterfaces().Where(i => !ours.Contains(i.Assembly))
            .Any(i => method.DeclaringType.GetInterfaceMap(i).TargetMethods.Contains(method));

    private static IEnumerable<string> TypesIn(string room) =>
        SourcesIn(Path.Combine(Root, "src/Uutiset", room)).Where(f => f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => TypeDeclaration().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct();

    private static IEnumerable<string> SourcesIn(string folder) => !Directory.Exists(folder) ? [] :
        Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(f => (f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal)) && !IsBuilt(f));

    private static bool IsBuilt(string path) => path.Contains("/obj/", StringComparison.Ordinal) || path.Contains("/bin/", StringComparison.Ordinal) || path.Contains("/node_modules", StringComparison.Ordinal);

    private static string WithoutComments(string source) => Comment().Replace(source, "");

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));

    [GeneratedRegex(@"using (?:static )?(Uutiset\.[\w.]+);")]
    private static partial Regex UsingOurs();

    [GeneratedRegex(@"\b(?:class|record|enum|interface|struct)\s+(\w+)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^\s*//.*$|/\*.*?\*/|@\*.*?\*@", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("<symbol id=\"([a-z]+)\"")]
    private static partial Regex SymbolDrawn();

    [GeneratedRegex("<icon name=\"([a-z]+)\"|new DeskMenuItem\\(\"[^)]*\"([a-z]+)\"\\)")]
    private static partial Regex SymbolNamed();

    [GeneratedRegex(@"(?:\.(?:Articles|Terms|Bylines)\b|Set<(?:Article|ArticleTerm|ArticleRegion|Byline|Term)>\(\))[^;]*\.Execute(?:Update|Delete)")]
    private static partial Regex BulkChange();
}
