using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Runtime;

/// <summary>Every event that elements have a parameter for reaches the server: two languages, one list.</summary>
public sealed class EventsTests(Chromium chromium) : RuntimeTest(chromium)
{
    static readonly string[] s_events = [.. typeof(Tags).GetMethods().SelectMany(method => method.GetParameters())
        .Where(parameter => parameter.ParameterType == typeof(Callback)).Select(parameter => parameter.Name![2..]).Distinct().Order()];

    [Fact]
    public async Task Every_event_with_a_parameter_is_listened_to()
    {
        Assert.Contains("click", s_events);
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            // As a parameter writes it: without naming the event in data-lg-on.
            foreach (var name in s_events)
                Div(id: name, attrs: [("data-lg-" + name, $$"""{"to":"{{probe.Url}}","name":"Typed","args":[["v","\"{{name}}\""]]}""")]);
        });

        await ada.Page.EvaluateAsync(
            "names => { for (const name of names) document.getElementById(name).dispatchEvent(new Event(name)) }", s_events);

        foreach (var name in s_events)
            Assert.Equal(new Typed(name), await Site.Inbox.NextAsync<Typed>());
    }
}
