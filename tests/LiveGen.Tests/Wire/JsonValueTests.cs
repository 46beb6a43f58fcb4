using System.Text;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Wire;

/// <summary>Values as JSON, whatever happens while they are written.</summary>
public sealed class JsonValueTests
{
    [Fact]
    public void A_value_may_write_another_one_while_it_is_written()
    {
        Assert.Equal("""{"before":1,"values":["[0]","[1]"],"after":2}""", Json(new { Before = 1, Values = Nested(), After = 2 }));

        static IEnumerable<string> Nested()
        {
            for (var i = 0; i < 2; i++)
                yield return Json(new[] { i });
        }
    }

    [Fact]
    public void The_next_value_is_written_after_one_that_failed()
    {
        Assert.Throws<InvalidOperationException>(() => Json(new { A = Failing() }));
        Assert.Equal("[1]", Json(new[] { 1 }));

        static IEnumerable<int> Failing()
        {
            yield return 1;
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void Writing_a_number_allocates_no_writer()
    {
        using var to = new PooledBuffer();
        object value = 12;
        for (var i = 0; i < 50; i++)
            Write();
        Assert.Equal(0, Allocated.By(Write));

        void Write()
        {
            to.Clear();
            JsonValue.Write(to, value);
        }
    }

    static string Json(object value)
    {
        using var to = new PooledBuffer();
        JsonValue.Write(to, value);
        return Encoding.UTF8.GetString(to.WrittenSpan);
    }
}
