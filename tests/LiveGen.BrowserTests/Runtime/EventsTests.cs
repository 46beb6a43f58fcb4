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
            foreach (var name in s_events)
                Div(id: name, onclick: probe.Callback<Typed>(name));
        });

        await ada.Page.EvaluateAsync(
            """
            names => {
                for (const name of names) {
                    const element = document.getElementById(name)
                    // As a parameter writes it: without naming the event in data-lg-on.
                    const callback = element.getAttribute("data-lg-click")
                    element.removeAttribute("data-lg-click")
                    element.setAttribute("data-lg-" + name, callback)
                    element.dispatchEvent(new Event(name))
                }
            }
            """, s_events);

        foreach (var name in s_events)
            Assert.Equal(new Typed(name), await Site.Inbox.NextAsync<Typed>());
    }
}
