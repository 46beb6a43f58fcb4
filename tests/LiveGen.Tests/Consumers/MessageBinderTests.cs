using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Consumers;

public sealed class MessageBinderTests
{
    enum Size { Small, Large }

    sealed record Everything(
        long Long, decimal Decimal, DateOnly Date, TimeOnly Time, DateTimeOffset At, Guid Id, Size Size, int? Maybe, string? Text,
        int[] Numbers, Dictionary<string, int> Map, (int A, string B) Pair);

    sealed record Address([property: Required, MinLength(2)] string Street, [Range(1, 99)] int Number = 1, string? Note = null);

    sealed record Period(int From, int To) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (To < From)
                yield return new ValidationResult("ends before it begins.", [nameof(To)]);
        }
    }

    sealed record Named([Display(Name = "Your name"), StringLength(3)] string Name);

    readonly record struct Point(int X, int Y);

    struct Plain;

    [method: JsonConstructor]
    sealed class Chosen(int n)
    {
        public Chosen() : this(0) { }

        public int N { get; } = n;
    }

    sealed class TwoWays
    {
        public TwoWays() { }

        public TwoWays(int n) => N = n;

        public int N { get; }
    }

    sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    static T Bind<T>(string args) => new MessageBinder<T>(LiveGenJson.Options).Bind(JsonElement.Parse(args), new NoServices());

    static string Errors<T>(string args) =>
        string.Join(" | ", Assert.Throws<InvalidCallbackException>(() => Bind<T>(args)).Errors.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}"));

    [Fact]
    public void Values_arrive_exactly()
    {
        var bound = Bind<Everything>("""
            [9007199254740993, 79228162514264337593543950335, "2026-01-02", "03:04:05", "2026-01-02T03:04:05.1234567+02:00",
             "7d444840-9dc0-11d1-b245-5ffdce74fad2", "Large", null, null, [1,2], {"a":1}, {"item1":1,"item2":"b"}]
            """);

        Assert.Equal(9007199254740993, bound.Long);
        Assert.Equal(79228162514264337593543950335m, bound.Decimal);
        Assert.Equal(new DateOnly(2026, 1, 2), bound.Date);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1234567), bound.At);
        Assert.Equal(Size.Large, bound.Size);
        Assert.Null(bound.Maybe);
        Assert.Equal((1, "b"), bound.Pair);
    }

    [Fact]
    public void Text_fields_give_numbers_and_later_parameters_have_defaults()
    {
        Assert.Equal(new Address("ab", 5), Bind<Address>("""["ab","5"]"""));
        Assert.Equal(new Address("ab"), Bind<Address>("""["ab"]"""));
        Assert.Equal(new Point(1, 2), Bind<Point>("[1,2]"));
        Assert.Equal(default, Bind<Plain>("[]"));
        Assert.Equal(3, Bind<Chosen>("[3]").N);
    }

    [Theory]
    [InlineData("""["x"]""", "Street: The field Street must be a string or array type with a minimum length of '2'.")]
    [InlineData("""["",0]""", "Number: The field Number must be between 1 and 99. | Street: The Street field is required.")]
    [InlineData("""[null,null]""", "Street: This is required. | Number: This is required.")]
    [InlineData("""[]""", "Street: This is missing.")]
    [InlineData("""[{},"x"]""", "Street: This must be text. | Number: This must be a whole number from -2147483648 to 2147483647.")]
    [InlineData("""["ab",2147483648]""", "Number: This must be a whole number from -2147483648 to 2147483647.")]
    [InlineData("""["ab",1,null,null]""", "3: is one argument too many: expected 3, got 4.")]
    public void What_does_not_fit_is_named(string args, string errors)
    {
        var all = Errors<Address>(args);
        foreach (var error in errors.Split(" | "))
            Assert.Contains(error, all, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_of_the_whole_message_and_display_names_count()
    {
        Assert.Equal("To: ends before it begins.", Errors<Period>("[2,1]"));
        Assert.Equal("Name: The field Your name must be a string with a maximum length of 3.", Errors<Named>("""["Adam"]"""));
    }

    [Fact]
    public void A_type_without_one_constructor_says_what_to_write()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new MessageBinder<TwoWays>(LiveGenJson.Options));

        Assert.Equal(
            $"{typeof(TwoWays)} cannot be the message of IReceive<TwoWays>: a callback's arguments bind to the parameters of its one " +
            "public constructor, and it has 2. Write a record, such as record Say(string Text), " +
            "or put [JsonConstructor] on one constructor.", error.Message);
    }
}
