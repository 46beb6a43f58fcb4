using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LiveGen.Consumers;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Commands;

/// <summary>A constant that goes into the page comes back as the same value of the same type.</summary>
public sealed class ConstantRoundTripTests
{
    public enum Colour { Red, Green }

    public sealed record Point(int X, decimal Y);

    public sealed record Holder<T>(T Value);

    static T RoundTrip<T>(T value)
    {
        using var buffer = new PooledBuffer();
        CallbackArg.Constant(value).WriteJson(buffer);
        using var args = JsonDocument.Parse($"[{System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan)}]");
        return new MessageBinder<Holder<T>>(LiveGenJson.Options).Bind(args.RootElement, services: null!).Value;
    }

    static void Holds<T>(T value) => Assert.Equal(value, RoundTrip(value));

    [Fact]
    public void Numbers_keep_every_digit()
    {
        Holds(long.MaxValue);
        Holds(long.MinValue);
        Holds(ulong.MaxValue);
        Holds(9007199254740993);
        Holds(decimal.MaxValue);
        Holds(79228162514264337593543950.335m);
        Holds(double.Epsilon);
        Holds(0.1 + 0.2);
    }

    [Fact]
    public void Moments_and_spans_keep_their_ticks_and_offsets()
    {
        var moment = new DateTimeOffset(2026, 11, 20, 13, 14, 15, TimeSpan.FromHours(-3.5)).AddTicks(1234567);
        Assert.Equal(moment.Offset, RoundTrip(moment).Offset);
        Holds(moment);
        Holds(DateTimeOffset.MaxValue);
        Holds(new DateTime(2026, 11, 20, 1, 2, 3, DateTimeKind.Utc).AddTicks(7));
        Holds(DateOnly.MaxValue);
        Holds(new TimeOnly(23, 59, 59, 999, 999));
        Holds(TimeSpan.FromTicks(-123456789012345));
        Holds(Guid.Parse("01234567-89ab-cdef-0123-456789abcdef"));
    }

    [Fact]
    public void Types_of_your_own_are_values_too()
    {
        Holds(Colour.Green);
        Holds(new Point(-1, 2.50m));
        Holds((1, "two", 3.5m));
        Holds<int?>(null);
        Assert.Equal(new HashSet<string> { "b", "a" }, RoundTrip(new HashSet<string> { "a", "b" }));
        Assert.Equal([1, 2], RoundTrip<IReadOnlySet<int>>(new HashSet<int> { 1, 2 }).Order());
        Assert.Equal([1, 2], RoundTrip<ISet<int>>(new HashSet<int> { 1, 2 }).Order());
        Assert.Equal([1, 2, 3], RoundTrip(new[] { 1, 2, 3 }));
    }

    [Fact]
    public void Any_number_text_and_moment_comes_back() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(long, decimal, NonNull<string>, DateTimeOffset)>(),
        ((long Number, decimal Money, NonNull<string> Text, DateTimeOffset At) v) =>
            RoundTrip(v.Number) == v.Number && RoundTrip(v.Money) == v.Money && RoundTrip(v.At) == v.At
            && RoundTrip(v.Text.Get) == WellFormed(v.Text.Get)));

    // A lone surrogate is no text: it becomes U+FFFD on its way.
    static string WellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
