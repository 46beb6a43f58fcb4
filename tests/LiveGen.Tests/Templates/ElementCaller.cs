using System.Reflection.Emit;
using System.Reflection;
using Data = LiveGen.TagGenerator;
using LiveGen.Commands;
using LiveGen.Tests.Shared;

namespace LiveGen.Tests.Templates;

/// <summary>The values that <see cref="ElementCaller"/> gives.</summary>
static class Sample
{
    public const string Text = "a\"b'c<d>&e`";
    public const string Url = "/a?b=1&c=2";
    public const string Style = "width:40%";
    public const int Integer = 7;
    public const double Number = 0.5;

    static readonly PageKey s_key = PageKey.Create();

    /// <summary>What <see cref="Callback"/> says.</summary>
    public static string CallbackJson { get; } =
        $$"""{"to":"/ws/chat","name":"Say","args":[["r"]],"seal":"{{PageSeals.Of(s_key, "/ws/chat", "Say", ["read"])}}"}""";

    public static Callback Callback()
    {
        RenderContext.Current.SealingKey = s_key; // most of these renders belong to no request
        return RenderContext.Current.AddCallback(SealKind.Socket, "/ws/chat", "Say", [This], default);
    }
}

/// <summary>
/// Calls an element function with a value for every attribute, or for none. Reflection cannot pass ref structs, so the
/// call is emitted.
/// </summary>
static class ElementCaller
{
    // The parameter that names a custom element.
    const string Tag = "tag";

    public static void CallWithEverything(Data.Element element, Data.HtmlData html) =>
        Emit(element, html, MainShape(element.Function), _ => true)(Sample.Callback());

    public static void CallWithNothing(Data.Element element, Data.HtmlData html) =>
        Emit(element, html, MainShape(element.Function), _ => false)(default);

    /// <summary>The shapes with fewer attributes, which calls bind to when that is all they give.</summary>
    public static IEnumerable<MethodInfo> QuickShapes(string function) =>
        AllOptional(function).Where(shape => shape != MainShape(function));

    /// <summary>Calls one shape with a value for every attribute that it has.</summary>
    public static void CallQuickShape(MethodInfo shape, Data.Element element, Data.HtmlData html) =>
        Emit(element, html, shape, _ => true)(Sample.Callback());

    /// <summary>Calls the shape with all attributes, giving those that another shape has.</summary>
    public static void CallMainShapeLike(MethodInfo shape, Data.Element element, Data.HtmlData html) =>
        Emit(element, html, MainShape(element.Function), name => shape.GetParameters().Any(one => one.Name == name))(Sample.Callback());

    static Func<Callback, Element> Emit(Data.Element element, Data.HtmlData html, MethodInfo function, Func<string?, bool> given)
    {
        var caller = new DynamicMethod(
            "Call" + element.Function, typeof(Element), [typeof(Callback)], typeof(ElementCaller).Module, skipVisibility: true);
        var code = caller.GetILGenerator();
        foreach (var parameter in function.GetParameters())
        {
            var attribute = element.Attributes.SingleOrDefault(one => one.Parameter.TrimStart('@') == parameter.Name);
            if (parameter.Name == Tag)
                code.Emit(OpCodes.Ldstr, element.Name);
            else if (attribute is null || !given(parameter.Name) || attribute.Type is "data" or "aria" or "on" or "attrs")
                EmitDefault(code, parameter.ParameterType);
            else
                EmitSample(code, parameter.ParameterType, attribute, html);
        }
        code.Emit(OpCodes.Call, function);
        code.Emit(OpCodes.Ret);
        return caller.CreateDelegate<Func<Callback, Element>>();
    }

    /// <summary>The function with all attributes: every parameter but a name is optional, and none has more.</summary>
    static MethodInfo MainShape(string function) => AllOptional(function).MaxBy(method => method.GetParameters().Length)!;

    static IEnumerable<MethodInfo> AllOptional(string function) => typeof(Tags).GetMethods()
        .Where(method => method.Name == function && method.GetParameters().All(one => one.IsOptional || one.Name == Tag));

    static void EmitSample(ILGenerator code, Type type, Data.Attribute attribute, Data.HtmlData html)
    {
        switch (attribute.Type)
        {
            case "flag":
                code.Emit(OpCodes.Ldc_I4_1);
                break;
            case "truefalse" or "yesno":
                code.Emit(OpCodes.Ldc_I4_1);
                code.Emit(OpCodes.Newobj, type.GetConstructor([typeof(bool)])!);
                break;
            case "int":
                code.Emit(OpCodes.Ldc_I4, Sample.Integer);
                code.Emit(OpCodes.Newobj, type.GetConstructor([typeof(int)])!);
                break;
            case "number":
                code.Emit(OpCodes.Ldc_R8, Sample.Number);
                code.Emit(OpCodes.Newobj, type.GetConstructor([typeof(double)])!);
                break;
            case "event":
                code.Emit(OpCodes.Ldarg_0);
                break;
            default:
                code.Emit(OpCodes.Ldstr, TextFor(attribute, html));
                if (type != typeof(string))
                    code.Emit(OpCodes.Call, type.GetMethod("op_Implicit", [typeof(string)])!);
                break;
        }
    }

    static void EmitDefault(ILGenerator code, Type type)
    {
        var local = code.DeclareLocal(type);
        code.Emit(OpCodes.Ldloca, local);
        code.Emit(OpCodes.Initobj, type);
        code.Emit(OpCodes.Ldloc, local);
    }

    /// <summary>The text that is given for an attribute, and that a parser must find again.</summary>
    public static string TextFor(Data.Attribute attribute, Data.HtmlData html) => attribute.Type switch
    {
        "url" or "urlset" => Sample.Url,
        "style" => Sample.Style,
        ['e', 'n', 'u', 'm', ':', .. var name] => html.Enumerations.Single(item => item.Name == name).Values[0].Text,
        _ => Sample.Text,
    };
}
