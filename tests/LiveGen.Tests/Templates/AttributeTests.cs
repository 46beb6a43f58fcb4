using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

public sealed class AttributeTests
{
    static readonly bool s_yes = Environment.ProcessId != 0;

    [Fact]
    public void Null_and_false_leave_an_attribute_out() =>
        Is("<input>", () => Input(
            id: null, name: null, type: null, disabled: false, draggable: null, value: (string?)null, size: null));

    [Fact]
    public void True_writes_the_bare_name() => Is("<input disabled autofocus>", () => Input(disabled: true, autofocus: true));

    [Fact]
    public void An_attribute_with_true_and_false_as_its_words_writes_the_word() => Is(
        """<div draggable="false" spellcheck="true" translate="no" aria-hidden="true"></div>""",
        () => Div(translate: false, draggable: false, spellcheck: true, ariaHidden: true));

    [Fact]
    public void An_empty_text_is_a_value() => Is("""<img alt="">""", () => Img(alt: ""));

    [Fact]
    public void Values_take_the_form_that_html_asks_for() => Is(
        """<data value="1"></data><data value="1.5"></data><data value="1.50"></data><data value="2026-02-01"></data>""" +
        """<data value="14:30"></data><data value="14:30:05.25"></data><data value="2026-02-01T14:30"></data>""" +
        """<data value="2026-02-01T14:30:00+01:00"></data><data value="x"></data>""",
        () =>
        {
            Data(value: 1);
            Data(value: 1.5);
            Data(value: 1.50m);
            Data(value: new DateOnly(2026, 2, 1));
            Data(value: new TimeOnly(14, 30));
            Data(value: new TimeOnly(14, 30, 5, 250));
            Data(value: new DateTime(2026, 2, 1, 14, 30, 0));
            Data(value: new DateTimeOffset(2026, 2, 1, 14, 30, 0, TimeSpan.FromHours(1)));
            Data(value: 'x');
        });

    [Fact]
    public void An_enumerated_attribute_takes_a_name_or_its_text() => Is(
        """<input type="datetime-local"><input type="number">""",
        () =>
        {
            Input(type: InputType.DatetimeLocal);
            Input(type: "number");
        });

    [Fact]
    public void A_value_that_the_attribute_does_not_know_is_an_error_that_names_those_it_knows()
    {
        var error = Assert.Throws<ArgumentException>(() => Of(() => Button(type: "menu")));
        Assert.Equal("The attribute type does not know the value \"menu\". Allowed: submit, reset, button.", error.Message);
    }

    [Fact]
    public void Class_takes_one_text_or_several_names_with_conditions() => Is(
        """<p class="a b"></p><p class="a c d"></p><p></p>""",
        () =>
        {
            P(@class: "a b");
            P(@class: ["a", ("b", !s_yes), ("c", s_yes), null, "d"]);
            P(@class: [("b", !s_yes), null, ""]);
        });

    [Fact]
    public void Style_takes_pairs_or_declarations() => Is(
        """<p style="width:40%;--row:3"></p><p style="margin: 0; color: red"></p><p></p>""",
        () =>
        {
            P(style: [("width", "40%"), ("--row", 3), ("color", null)]);
            P(style: "margin: 0; color: red");
            P(style: [("color", null)]);
        });

    [Fact]
    public void Data_and_aria_write_pairs_with_their_prefix() => Is(
        """<p data-id="7" data-open="true" data-name="a&quot;b" aria-level="2" aria-modal="false"></p>""",
        () => P(data: [("id", 7), ("open", true), ("name", "a\"b"), ("none", null)], aria: [("level", 2), ("modal", false)]));

    [Fact]
    public void Attrs_write_any_other_attribute() => Is(
        """<p itemprop="name" itemscope aria-level="2"></p>""",
        () => P(attrs: [("itemprop", "name"), ("itemscope", true), ("hidden", false), ("part", null), ("aria-level", 2)]));

    [Fact]
    public void An_id_in_attrs_is_the_elements_id() =>
        Assert.Contains("\"a\"", DevelopmentErrorOf(() =>
        {
            P(id: "a");
            P(attrs: [("id", "a")]);
        }), StringComparison.Ordinal);

    [Fact]
    public void A_callback_is_json_in_the_element() => Is(
        $$"""<button data-lg-click='{{Sample.CallbackJson}}'>Go</button>""",
        () => Button("Go", onclick: Sample.Callback()));

    [Fact]
    public void Events_without_a_parameter_are_named_for_the_browser() => Is(
        $$"""<div data-lg-wheel='{{Sample.CallbackJson}}'""" +
        $$""" data-lg-scroll='{{Sample.CallbackJson}}' data-lg-on="wheel scroll"></div>""",
        () => Div(on: [("wheel", Sample.Callback()), ("scroll", Sample.Callback())]));

    [Fact]
    public void One_callback_may_serve_many_elements() => Is(
        $$"""<b data-lg-click='{{Sample.CallbackJson}}'></b>""" +
        $$"""<i data-lg-click='{{Sample.CallbackJson}}'></i>""",
        () =>
        {
            var callback = Sample.Callback();
            B(onclick: callback);
            I(onclick: callback);
        });

    [Fact]
    public void Attributes_stand_in_front_of_children_made_before() =>
        Is("""<p id="i" class="c" title="t"><b id="j">x</b></p>""", () => P(B("x", id: "j"), id: "i", @class: "c", title: "t"));
}
