using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using LiveGen.Wire;
using Microsoft.AspNetCore.DataProtection;

namespace LiveGen.LiveViews;

/// <summary>Who uploads: the page by a hash of its key, and the user, or of a visitor the address, whose limits count.</summary>
sealed record Uploader(string Page, string Account);

/// <summary>What the server knows of a resumable upload. The browser keeps it, sealed: it can neither read nor change it.</summary>
sealed record UploadTicket(string Id, string Name, string Type, long Size, string Page, string Owner)
{
    public ResumableFile File => new(Owner, Id, Size);
}

/// <summary>Seals tickets and opens them again for the one they were made for.</summary>
sealed class UploadTickets(IDataProtectionProvider protection)
{
    readonly IDataProtector _protector = protection.CreateProtector("LiveGen.Uploads.v1");

    public string Seal(UploadTicket ticket) =>
        Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(ticket, LiveGenJson.Options)));

    /// <summary>
    /// Null for a token that is altered, of another page, or none: nobody learns which. A page is one user's, but a visitor's address
    /// may change on the way.
    /// </summary>
    public UploadTicket? Open(string? token, Uploader uploader)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        try
        {
            var ticket = JsonSerializer.Deserialize<UploadTicket>(
                _protector.Unprotect(Base64Url.DecodeFromChars(token)), LiveGenJson.Options);
            return ticket is not null && ticket.Page == uploader.Page ? ticket : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
