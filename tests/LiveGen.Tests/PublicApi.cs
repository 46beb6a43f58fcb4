using System.CodeDom.Compiler;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace LiveGen.Tests;

/// <summary>An assembly's public surface as text, one line per member, sorted.</summary>
static class PublicApi
{
    const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(string)] = "string", [typeof(object)] = "object",
        [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(double)] = "double", [typeof(float)] = "float", [typeof(decimal)] = "decimal", [typeof(char)] = "char",
    };

    static readonly NullabilityInfoContext s_nullability = new();

    /// <param name="assembly">The assembly.</param>
    /// <param name="isGenerated">By full name: what a data file brings forth is reviewed there.</param>
    public static string Describe(Assembly assembly, Func<string, bool> isGenerated)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"assembly {assembly.GetName().Name}\n");
        foreach (var type in assembly.GetExportedTypes().Where(type => !IsGenerated(type) && !isGenerated(type.FullName!))
            .OrderBy(type => type.Namespace, StringComparer.Ordinal).ThenBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Head(type)}\n");
            foreach (var member in Members(type, isGenerated).Order(StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"    {member}\n");
        }
        return text.ToString();
    }

    static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : "class";
        var modifier = type is { IsClass: true, IsAbstract: true, IsSealed: true } ? "static "
            : type is { IsClass: true, IsAbstract: true } ? "abstract " : type is { IsClass: true, IsSealed: true } ? "sealed " : "";
        var bases = new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum))
            .Concat(type.GetInterfaces().Where(i => i.IsPublic)).Select(b => Name(b!)).Order(StringComparer.Ordinal).ToArray();
        return $"{modifier}{kind} {type.Namespace}.{Name(type)}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}";
    }

    static IEnumerable<string> Members(Type type, Func<string, bool> isGenerated)
    {
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                yield return $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}";
            yield break;
        }
        foreach (var field in type.GetFields(Declared).Where(f => (f.IsPublic || f.IsFamily) && !IsGenerated(f)))
            yield return $"{Static(field.IsStatic)}{(field.IsLiteral ? $"const {Name(field.FieldType)} {field.Name} = {Value(field.GetRawConstantValue())}"
                : $"{Name(field.FieldType)} {field.Name}")}";
        foreach (var property in type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(IsVisible) && !IsGenerated(p)))
        {
            var first = property.GetAccessors(true).First(IsVisible);
            yield return $"{Access(first)}{Static(first.IsStatic)}{Virtual(first)}{Name(property.PropertyType)}{Null(s_nullability.Create(property))} {property.Name} " +
                $"{{ {(property.GetMethod is { } get && IsVisible(get) ? "get; " : "")}{(property.SetMethod is { } set && IsVisible(set) ? Setter(set) : "")}}}";
        }
        foreach (var constructor in type.GetConstructors(Declared).Where(c => IsVisible(c) && !c.IsStatic && !IsGenerated(c)))
            yield return $"{Access(constructor)}{type.Name.Split('`')[0]}({Parameters(constructor)})";
        foreach (var method in type.GetMethods(Declared)
            .Where(m => IsVisible(m) && !IsAccessor(m) && !IsGenerated(m) && !isGenerated($"{type.FullName}.{m.Name}")))
            yield return $"{Access(method)}{Static(method.IsStatic)}{Virtual(method)}{Name(method.ReturnType)}{Null(s_nullability.Create(method.ReturnParameter))} " +
                $"{method.Name}{Generics(method.GetGenericArguments())}({Parameters(method)})";
    }

    static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    // Also what the compiler writes for a record.
    static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(GeneratedCodeAttribute)) || member.IsDefined(typeof(CompilerGeneratedAttribute));

    static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    static string Static(bool isStatic) => isStatic ? "static " : "";

    static string Virtual(MethodInfo method) =>
        method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } && method.DeclaringType!.IsClass
            ? method.GetBaseDefinition() == method ? "virtual " : "override " : "";

    static string Setter(MethodInfo set) =>
        set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ";

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select((parameter, at) =>
        (at == 0 && method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") +
        (parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "") +
        (parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : "") +
        $"{Name(parameter.ParameterType)}{Null(s_nullability.Create(parameter))} {parameter.Name}" +
        (parameter.HasDefaultValue ? $" = {Value(parameter.DefaultValue)}" : "")));

    static string Null(NullabilityInfo info) =>
        info.ReadState == NullabilityState.Nullable && !info.Type.IsValueType ? "?" : "";

    static string Value(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        if (s_keywords.TryGetValue(type, out var keyword))
            return keyword;
        var name = type.Name.Split('`')[0];
        return (type.IsNested && !type.IsGenericParameter ? Name(type.DeclaringType!) + "." : "") + name + Generics(type.GetGenericArguments());
    }

    static string Generics(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
