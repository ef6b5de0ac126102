using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Desk;

namespace Uutiset.Media;

internal static class MediaModule
{
    public static void AddMedia(this IServiceCollection services)
    {
        services.AddOptions<MediaOptions>().BindConfiguration("Media").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<MediaFolder>();
        services.AddSingleton<ImageMaking>();
        services.AddSingleton<VirusScan>();
        services.AddScoped<Uploading>();
        services.AddScoped<Describing>();
        services.AddScoped<MediaUses>();
        services.AddHostedService<MediaStart>();
        services.AddSingleton(new DeskMenuItem("media.list", "/desk/media", Permission.MediaWrite, 45, "picture"));
        services.AddSingleton(new AuditObject("media", id => "/desk/media/" + id));
        services.AddSingleton(new DeskSearchKind("media.list", Permission.MediaWrite, 50, Media.Desk.MediaSearch.FindAsync, DeskSearchKind.ListAt("/desk/media")));
        // Kestrel's own limit (30 MB) stays for every other address
        services.AddOptions<FormOptions>().Configure<IOptions<MediaOptions>>((form, media) => form.MultipartBodyLengthLimit = media.Value.MaxRequestBytes);
        services.AddOptions<RazorPagesOptions>().Configure<IOptions<MediaOptions>>((pages, media) =>
            pages.Conventions.AddPageApplicationModelConvention("/Media/Desk/Index", page => page.EndpointMetadata.Add(new RequestSizeLimitAttribute(media.Value.MaxRequestBytes))));
    }

    public static void MapMedia(this WebApplication app)
    {
        app.MapMediaApi();
        app.MapMediaFiles();
    }

    /// <summary>Says once what is missing, and clears away what a killed process left.</summary>
    private sealed class MediaStart(ImageMaking images, MediaFolder folder, ILogger<MediaStart> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (!images.IsPossible) logger.LogWarning("Images cannot be uploaded: vips, vipsthumbnail, vipsheader or prlimit is not installed. To install: {Install}", ImageMaking.Install);
            folder.SweepIncoming();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
