using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LiveGen.LiveViews;

/// <summary>Big files that arrive in pieces: what stands on disk is the truth, and its length is the offset.</summary>
sealed class ResumableUploads(
    IOptions<LiveGenOptions> options, UploadDirectory directory, UploadSpace space, UploadTickets tickets, TimeProvider time)
{
    const int TooMany = 429;
    const string Field = "";

    readonly Lock _changing = new();

    /// <summary>Begins an upload and gives its token.</summary>
    /// <param name="uploader">Whose it is.</param>
    /// <param name="name">The file's name as sent.</param>
    /// <param name="type">The declared type.</param>
    /// <param name="size">The announced size; more will not be taken.</param>
    /// <param name="maxBytes">The largest file that any action takes.</param>
    /// <exception cref="UploadRefusedException">It is over a limit.</exception>
    public string Create(Uploader uploader, string? name, string? type, long size, long maxBytes)
    {
        var limits = options.Value;
        var clean = UploadFileName.Clean(name);
        if (size < 0 || size > maxBytes)
            throw new UploadRefusedException(UploadRules.TooLarge, Field, $"“{clean}” is too large: at most {ByteCount.Text(maxBytes)}.");
        var ticket = new UploadTicket(
            Guid.NewGuid().ToString("N"), clean, MediaType.Clean(type), size, uploader.Page, ResumableFile.OwnerOf(uploader.Account));
        lock (_changing)
        {
            var (open, bytes, free) = space.Count(ticket.Owner);
            if (open >= limits.MaxUploadsPerUser)
                throw new UploadRefusedException(TooMany, Field, "Too many uploads are under way. Let one finish first.");
            if (bytes + size > limits.MaxUploadBytesPerUser)
                throw new UploadRefusedException(UploadRules.TooLarge, Field, $"Your uploads are too large together: at most {ByteCount.Text(limits.MaxUploadBytesPerUser)}.");
            if (size > free)
                throw new UploadRefusedException(UploadRules.NoRoom, Field, UploadRules.NoRoomText);
#pragma warning disable CA3003 // A hash, an id of ours and a number: nothing of the path is as the browser sent it.
            using (File.Create(PathOf(ticket)))
                Touch(ticket);
#pragma warning restore CA3003
            space.Added(size);
        }
        return tickets.Seal(ticket);
    }

    /// <summary>How much of it is here; null for an upload that is unknown, gone, or someone else's.</summary>
    public long? OffsetOf(UploadTicket ticket)
    {
        var file = new FileInfo(PathOf(ticket));
        return file.Exists && file.LastWriteTimeUtc >= time.GetUtcNow() - options.Value.UploadLifetime ? file.Length : null;
    }

    /// <summary>Adds what comes, as long as it comes: each byte that has arrived stays, also when the connection ends.</summary>
    /// <returns>Whether the offset was right, and the offset now.</returns>
    /// <exception cref="UploadRefusedException">More came than was announced.</exception>
    /// <exception cref="IOException">Another connection is writing it.</exception>
    public async Task<(bool Matched, long Offset)> AppendAsync(UploadTicket ticket, long offset, Stream body, CancellationToken ct)
    {
        await using var file = new FileStream(PathOf(ticket), FileMode.Open, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        if (file.Length != offset)
            return (false, file.Length);
        file.Seek(0, SeekOrigin.End);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var left = Math.Min(options.Value.UploadChunkBytes, ticket.Size - offset);
            while (await body.ReadAsync(buffer, ct) is > 0 and var read)
            {
                if (read > left)
                    throw new UploadRefusedException(UploadRules.TooLarge, Field, "More arrived than was announced.");
                left -= read;
                // Without the token: what was received is kept whole.
                await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            Touch(ticket);
        }
        return (true, file.Length);
    }

    /// <summary>The finished file as a handler gets it, and its content.</summary>
    /// <exception cref="UploadRefusedException">It is unknown, or not all here.</exception>
    public (IFormFile File, Stream Content) Open(UploadTicket? ticket, string part, string field)
    {
        if (ticket is null || OffsetOf(ticket) != ticket.Size)
            throw new UploadRefusedException(UploadRules.Unacceptable, field, "This upload is gone. Choose the file again.");
        var content = new FileStream(PathOf(ticket), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4096, FileOptions.Asynchronous);
        return (new FormFile(content, 0, ticket.Size, part, ticket.Name) { Headers = new HeaderDictionary(), ContentType = ticket.Type }, content);
    }

    /// <summary>Ends an upload: cancelled, or taken by its handler.</summary>
    public void Remove(UploadTicket ticket)
    {
        var path = PathOf(ticket);
        lock (_changing)
        {
            if (!File.Exists(path))
                return;
            UploadDirectory.TryDelete(path);
            space.Removed(ticket.Size);
        }
    }

    public UploadTicket? Find(string? token, Uploader uploader) => tickets.Open(token, uploader);

    string PathOf(UploadTicket ticket) => Path.Combine(directory.Resumable, ticket.File.Name);

    void Touch(UploadTicket ticket) => File.SetLastWriteTimeUtc(PathOf(ticket), time.GetUtcNow().UtcDateTime);
}
