using System.Text;

namespace LiveGen.TagGenerator;

/// <summary>Attributes.g.cs: a value type for each attribute that knows only certain values.</summary>
static class EnumerationEmitter
{
    public static string Emit(IEnumerable<Enumeration> enumerations)
    {
        var code = new StringBuilder(Generator.Header("using System.CodeDom.Compiler;\n"));
        code.Append("#pragma warning disable CS1591 // The values are HTML's own words.\n");
        foreach (var enumeration in enumerations)
            Emit(enumeration, code);
        return code.ToString();
    }

    static void Emit(Enumeration enumeration, StringBuilder code)
    {
        var (name, values) = (enumeration.Name, enumeration.Values);
        var all = string.Join(", ", values.Select(value => value.Text));
        var pattern = string.Join(" or ", values.Select(value => $"\"{value.Text}\""));

        code.Append($$"""

            /// <summary>A value of the attribute <c>{{enumeration.Attribute}}</c>: {{all}}. Converts from string; any other string is an error.</summary>
            [GeneratedCode("LiveGen.TagGenerator", "1")]
            public readonly struct {{name}}
            {
                internal readonly string? Value;

                private {{name}}(string? value) => Value = value;


            """);
        foreach (var value in values)
            code.Append($"    public static {name} {value.Property} => new(\"{value.Text}\");\n");

        code.Append($$"""

                public static implicit operator {{name}}(string? value) =>
                    new(value is null or {{pattern}}
                        ? value
                        : throw AllowedValues.Refuse("{{enumeration.Attribute}}", value, "{{all}}"));

            """);
        if (values.Any(value => value.Text == "true") && values.Any(value => value.Text == "false"))
            code.Append($"\n    public static implicit operator {name}(bool value) => value ? True : False;\n");
        code.Append("}\n");
    }
}
