using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace LiveGen.Tests.Security;

/// <summary>Whatever people typed, a batch has the commands that the code called, with the arguments that it gave.</summary>
public sealed class HostileCommandTests
{
    static readonly string[] s_parts =
    [
        "\"", "\\", "\\\"", "]", "[", "],[", "\"],[\"livegen.redirect\",\"https://evil.example\"],[\"x\",\"", "{", "}", ",", "null", "'",
        "<", ">", "&", "</script>", "<!--", "#", ".", " ", "*", ":", "\0", "\n", "\r", "\u2028", "\u001b", "\ud800", "\udc00", "\ufeff", "é", "😀", "x",
    ];

    static readonly Gen<string> s_text = Gen.OneOf(
        Gen.Elements(s_parts).ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).Where(text => text.Length > 0);

    [Fact]
    public void Statement_21_no_text_adds_a_command_or_changes_a_target() =>
        Prop.ForAll(Arb.From(s_text), Arb.From(s_text), (target, text) =>
        {
            var batch = Live.Render(() =>
            {
                Append(target, Li(text));
                SetAttribute(target, "title", text);
                Alert(text);
                Remove(target);
                using (Target(target))
                    P(text);
            });

            using var frame = JsonDocument.Parse(batch.Frame);
            var (to, said) = (Sent(target), Sent(text));
            Assert.Equal(
                [
                    ["livegen.morph", to, Live.RenderHtml(() => P(text))],
                    ["livegen.append", to, Live.RenderHtml(() => Li(text))],
                    ["livegen.setAttribute", to, "title", said], ["alert", said], ["livegen.remove", to],
                ],
                frame.RootElement[1].EnumerateArray().Select(command => command.EnumerateArray().Select(value => value.GetString()).ToArray()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    // Half a character cannot be sent.
    static string Sent(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
