using System.CommandLine;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Operations;
using Uutiset.People;
using Uutiset.Vocabulary;

return await App.RunAsync(args);

/// <summary>The table of contents: every room, then every verb.</summary>
internal static class App
{
    public static WebApplication Build(Action<WebApplicationBuilder>? adjust = null)
    {
        // Theme, texts and assets lie beside the program, wherever it is started from
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        adjust?.Invoke(builder);
        builder.Services.AddData();
        builder.Services.AddVocabulary();
        builder.Services.AddAccounts();
        builder.Services.AddMailing();
        builder.Services.AddPeople();
        builder.Services.AddOperations();

        var app = builder.Build();
        app.MapOperations();
        return app;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Uutiset: news and bulletins for NGO change agents");
        root.AddServeVerb(Build);
        root.AddDataVerbs(() => Build());

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
            return 2;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures) Console.Error.WriteLine(failure);
            return 1;
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException)
        {
            // The binder's own words name the key and the value
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
