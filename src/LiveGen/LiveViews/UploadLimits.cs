using LiveGen.Wire;

namespace LiveGen.LiveViews;

/// <summary>Endpoint metadata: what an action takes of files. What is null is the application's default.</summary>
sealed record UploadLimits(long? MaxBytes, int? MaxFiles, long? MaxTotalBytes, AcceptedTypes? Accept)
{
    public static UploadLimits None { get; } = new(null, null, null, null);

    /// <summary>Puts the application's defaults where nothing was declared.</summary>
    public UploadRules Over(LiveGenOptions options)
    {
        var maxBytes = MaxBytes ?? options.MaxUploadBytes;
        // One file of the largest size always fits.
        return new(maxBytes, MaxFiles ?? options.MaxUploadFiles,
            MaxTotalBytes ?? Math.Max(maxBytes, options.MaxUploadTotalBytes), Accept);
    }
}

/// <summary>What holds for one call, and how it is said to the person at the page.</summary>
sealed record UploadRules(long MaxBytes, int MaxFiles, long MaxTotalBytes, AcceptedTypes? Accept)
{
    public const int TooLarge = 413, Unacceptable = 422, NoRoom = 507;

    public const string NoRoomText = "There is no room for this file at the moment. Try again later.";

    // Behind a file's name.
    string SizeText => $"is too large: at most {ByteCount.Text(MaxBytes)}.";
    string TypeText => $"is not of an accepted type: {Accept?.Text}.";
    string CountText => MaxFiles == 1 ? "Choose one file only." : $"Choose at most {MaxFiles} files.";
    string TotalText => $"The files are too large together: at most {ByteCount.Text(MaxTotalBytes)}.";

    /// <summary>As the page checks them before it sends: each limit with what is said; <c>docs/protocol.md</c> §3.</summary>
    public byte[] ToJson(LiveGenOptions options)
    {
        using var json = new PooledBuffer();
        var rules = new Dictionary<string, object>
        {
            ["max"] = new object[] { MaxBytes, SizeText },
            ["count"] = new object[] { MaxFiles, CountText },
            ["total"] = new object[] { MaxTotalBytes, TotalText },
            ["big"] = options.ResumableUploadBytes,
            ["piece"] = options.UploadChunkBytes,
        };
        if (Accept is not null)
            rules.Add("accept", new object[] { Accept.Text, TypeText });
        JsonValue.Write(json, rules);
        return json.WrittenSpan.ToArray();
    }

    public void CheckCount(int count, string field)
    {
        if (count > MaxFiles)
            throw new UploadRefusedException(TooLarge, field, CountText);
    }

    public void CheckSize(long bytes, string name, string field)
    {
        if (bytes > MaxBytes)
            throw new UploadRefusedException(TooLarge, field, $"“{name}” {SizeText}");
    }

    public void CheckTotal(long bytes, string field)
    {
        if (bytes > MaxTotalBytes)
            throw new UploadRefusedException(TooLarge, field, TotalText);
    }

    public void CheckType(string type, string name, string field)
    {
        if (Accept?.Include(type, name) == false)
            throw new UploadRefusedException(Unacceptable, field, $"“{name}” {TypeText}");
    }

    /// <summary>Reads the beginning of a file, and leaves its stream behind that.</summary>
    public static async Task CheckContentAsync(Stream content, string type, string name, string field, CancellationToken cancellationToken)
    {
        var start = new byte[FileSignatures.Length];
        var length = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        if (FileSignatures.BrokenPromise(start.AsSpan(0, length), type, name) is { } promise)
            throw new UploadRefusedException(Unacceptable, field, $"“{name}” says it is {promise}, but it is not.");
    }
}
