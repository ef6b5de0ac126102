using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Uutiset.Accounts.Http;

namespace Uutiset.Accounts.Api;

/// <summary>The OpenAPI 3.1 document at /api/v1/openapi.json and Swagger UI, served from here, at /api.</summary>
internal static class ApiPages
{
    private const string Document = "/api/v1/openapi.json";

    public static void AddApiPages(this IServiceCollection services) =>
        services.AddOpenApi("v1", api =>
        {
            api.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            api.ShouldInclude = route => route.RelativePath?.StartsWith("api/v1/", StringComparison.OrdinalIgnoreCase) == true;
            api.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Uutiset",
                    Version = "v1",
                    Description = "Articles, archive search and bulletins. Reading what is published needs no key. Lists: pageSize at most 100. "
                        + "Errors: application/problem+json with errors per field. PUT wants If-Match; POST honours Idempotency-Key for 24 hours. "
                        + "Fields that are not known are ignored.",
                };
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key: key add --name N --scope articles:write" };
                return Task.CompletedTask;
            });
            api.AddOperationTransformer((operation, context, _) =>
            {
                if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsAttribute>().FirstOrDefault() is { } needs)
                {
                    var scopes = string.Join(", ", Permissions.Scopes.Where(s => s.Value.Contains(needs.Permission)).Select(s => s.Key));
                    operation.Description = $"{operation.Description} Needs one of the scopes {scopes}.".Trim();
                    operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", context.Document)] = [] }];
                }
                return Task.CompletedTask;
            });
        });

    public static void UseApiPages(this WebApplication app)
    {
        app.UseWhen(c => c.Request.Path.StartsWithSegments("/api") && !c.Request.Path.StartsWithSegments("/api/v1"), pages =>
        {
            pages.Use((context, next) =>
            {
                // Swagger UI sets style attributes and draws its icons from data: addresses; its scripts are files
                context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.ContentPolicy + "; style-src 'self' 'unsafe-inline'";
                return next(context);
            });
            pages.UseSwaggerUI(ui =>
            {
                ui.RoutePrefix = "api";
                ui.DocumentTitle = "Uutiset API";
                ui.SwaggerEndpoint(Document, "v1");
            });
        });
    }

    public static void MapApiPages(this WebApplication app) => app.MapOpenApi(Document).AllowAnonymous();
}
