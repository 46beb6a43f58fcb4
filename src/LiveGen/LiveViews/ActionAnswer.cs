using System.Buffers;
using LiveGen.Commands;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>Answers a call: a JSON array of the frames that a socket would have sent.</summary>
static class ActionAnswer
{
    /// <summary>The header that says from which build an answer is.</summary>
    const string Build = "LiveGen-Build";

    /// <summary>The headers of every answer, also of those that the handler's result writes itself.</summary>
    public static void SetHeaders(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers[Build] = Protocol.Build;
    }

    /// <summary>The commands, then the acknowledgement.</summary>
    public static void Write(HttpResponse response, int status, CommandBatch commands, ReadOnlyMemory<byte> ack)
    {
        SetHeaders(response);
        var frame = commands.IsEmpty ? default : commands.Frame;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = frame.Length + ack.Length + (frame.IsEmpty ? 2 : 3);
        var to = response.BodyWriter;
        to.Write("["u8);
        to.Write(frame.Span);
        if (!frame.IsEmpty)
            to.Write(","u8);
        to.Write(ack.Span);
        to.Write("]"u8);
    }

    /// <summary>A refusal that is no page's: the text is for whoever looks into it.</summary>
    public static Task RefuseAsync(HttpResponse response, int status, string why)
    {
        SetHeaders(response);
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(why, response.HttpContext.RequestAborted);
    }
}
