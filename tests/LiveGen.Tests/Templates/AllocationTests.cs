using System.Buffers;
using Xunit;

namespace LiveGen.Tests.Templates;

/// <summary>A page that was rendered before costs no memory to render again.</summary>
/// <remarks>What a render works with comes from a pool of the process, which others that render meanwhile may have emptied.</remarks>
[Collection(AloneTests.Name)]
public sealed class AllocationTests
{
    static readonly string[] s_names = [.. Enumerable.Range(0, 100).Select(i => $"name <{i}> & more")];

    [Fact]
    public void A_table_in_statements_allocates_nothing() => AllocatesNothing(static () =>
    {
        using (Table(@class: "numbers").Open())
            for (var i = 0; i < 100; i++)
                using (Tr(id: "row", data: [("n", i)]).Open())
                {
                    Td(i);
                    Td(s_names[i], @class: "name", title: "A \"title\"");
                    Td(i * 0.5, B("x"), " and ", I("y"));
                }
    });

    [Fact]
    public void Expressions_and_attributes_of_every_kind_allocate_nothing() => AllocatesNothing(static () =>
    {
        for (var i = 0; i < 100; i++)
            Div(
                H1("Title ", i),
                P("a", B("b"), "c", I("d"), id: "p", @class: ["one", ("two", i > 50)], style: [("width", "40%")]),
                Input(type: "number", value: i, min: 0, required: true, attrs: [("itemprop", "x")], aria: [("level", 2)]),
                P(["a", B("x"), 1, "c", I("y"), 0.5], title: "many", hidden: i % 2 == 0));
    });

    [Fact]
    public void Custom_elements_allocate_nothing() => AllocatesNothing(static () =>
    {
        for (var i = 0; i < 100; i++)
        {
            CustomElement("x-short", "text");
            CustomElement("x-with-a-name-that-fills-more-than-one-store", i, B("x"), id: "c");
        }
    });

    [Fact]
    public void Interpolated_texts_allocate_nothing() => AllocatesNothing(static () =>
    {
        for (var i = 0; i < 100; i++)
            P($"Row {i} of {100}: {s_names[i]}, {B("x")} {i * 0.5:0.00}");
    });

    [Fact]
    public void Events_allocate_nothing() => AllocatesNothing(static () =>
    {
        var callback = Sample.Callback();
        for (var i = 0; i < 100; i++)
            Button("Go", onclick: callback, id: "b");
    });

    static void AllocatesNothing(Action template)
    {
        var output = new ArrayBufferWriter<byte>(1 << 20);
        // Several times, so that buffers have their size and tiered code is in place.
        for (var i = 0; i < 50; i++)
            Render();
        Assert.Equal(0, Allocated.By(Render));

        void Render()
        {
            output.ResetWrittenCount();
            Live.RenderHtml(template, output);
        }
    }
}
