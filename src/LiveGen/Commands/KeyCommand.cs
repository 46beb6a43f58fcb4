using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>Gives a page the token of a key that sealed callbacks for several pages, ahead of the HTML that holds them.</summary>
static class KeyCommand
{
    public static void Write(PooledBuffer to, ref CommandCount written, string key, string token)
    {
        var command = new CommandWriter(to, ref written, "livegen.key"u8);
        command.Argument(key);
        command.Argument(token);
        command.End();
    }
}
