using Xunit;

namespace LiveGen.Tests.Templates;

/// <summary>The render that code writes into: through awaits, one thread at a time, never another one's.</summary>
public sealed class AmbientRenderTests
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_render_goes_on_after_an_await() => Assert.Equal(
        """[["livegen.morph","t","<p>1</p><p>2</p><p>3</p>"]]""",
        await JsonOf(async () =>
        {
            P("1");
            await Task.Yield();
            P("2");
            await Task.Run(() => { }).ConfigureAwait(false);
            P("3");
        }));

    [Fact]
    public async Task An_asynchronous_render_inside_a_synchronous_one_keeps_to_itself()
    {
        var gate = new TaskCompletionSource();
        Task<CommandBatch>? inner = null;
        var outer = Live.Render(() =>
        {
            P("before");
            inner = Live.RenderAsync(async () =>
            {
                P("a");
                await gate.Task;
                P("b");
            }, target: "inner");
            P("after");
        }, target: "outer");
        gate.SetResult();
        Assert.Equal("""[["livegen.morph","outer","<p>before</p><p>after</p>"]]""", outer.ToString());
        Assert.Equal("""[["livegen.morph","inner","<p>a</p><p>b</p>"]]""", (await inner!).ToString());
    }

    [Fact]
    public async Task An_open_element_stays_open_over_an_await()
    {
        var json = await JsonOf(async () =>
        {
            using (Div().Open())
            {
                await Task.Yield();
                await Component("x");
            }

            static async Task Component(string text)
            {
                await Task.Yield();
                P(text);
            }
        });
        Assert.Contains("""<div><p>x</p></div>""", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_renders_at_once_do_not_mix()
    {
        var renders = Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var batch = await Live.RenderAsync(async () =>
            {
                using var div = Div(id: $"r{i}").Open();
                for (var n = 0; n < 20; n++)
                {
                    Text($"[{i}]");
                    await Task.Yield();
                }
            }, target: "t");
            return (i, json: batch.ToString());
        }));

        foreach (var (i, json) in await Task.WhenAll(renders).WaitAsync(s_patience))
            Assert.Contains(string.Concat(Enumerable.Repeat($"[{i}]", 20)), json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_render_inside_a_render_has_a_page_of_its_own() =>
        Assert.Equal("<p>outer</p><p>&lt;b&gt;inner&lt;/b&gt;</p>", Live.RenderHtml(() =>
        {
            P("outer");
            P(Live.RenderHtml(() => B("inner")));
        }));

    [Fact]
    public async Task A_render_inside_an_asynchronous_render_has_a_page_of_its_own()
    {
        var json = await JsonOf(async () =>
        {
            Text("a");
            var inner = await Live.RenderAsync(async () =>
            {
                Text("b");
                await Task.Yield();
                Text("c");
            }, target: "inner");
            Assert.Equal("""[["livegen.morph","inner","bc"]]""", inner.ToString());
            Text("d");
        });
        Assert.Equal("""[["livegen.morph","t","ad"]]""", json);
    }

    [Fact]
    public async Task Nothing_is_ambient_after_a_render()
    {
        await JsonOf(async () => await Task.Yield());
        Assert.Throws<TemplateException>(() => P("x"));
    }

    [Fact]
    public async Task Nothing_is_ambient_after_an_asynchronous_render_failed()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => JsonOf(async () =>
        {
            Div().Open();
            await Task.Yield();
            throw new InvalidOperationException();
        }));
        Assert.Throws<TemplateException>(() => P("x"));
        Assert.Equal("<p>x</p>", Live.RenderHtml(() => P("x")));
    }

    [Fact]
    public async Task A_second_thread_in_one_asynchronous_render_is_an_error_that_says_so()
    {
        var error = await Assert.ThrowsAsync<TemplateException>(() => JsonOf(async () =>
        {
            P("mine");
            // Blocks on purpose: this thread keeps the render while the other one asks for it.
            Task.Run(() => P("yours")).GetAwaiter().GetResult();
            await Task.CompletedTask;
        }));
        Assert.Contains("Two threads write into one render", error.Message, StringComparison.Ordinal);
        Assert.Contains("Load the data in parallel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_beside_the_template_that_writes_nothing_does_not_take_the_render()
    {
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var written = new ManualResetEventSlim();
        var render = JsonOf(async () =>
        {
            var loading = Load();
            await begun.Task;
            try
            {
                P("x");
            }
            finally
            {
                written.Set();
            }
            P(await loading);
        });
        begin.SetResult(); // the template waits now, and has given the render back
        Assert.Equal("""[["livegen.morph","t","<p>x</p><p>1</p>"]]""", await render.WaitAsync(s_patience));

        async Task<int> Load()
        {
            await begin.Task;
            begun.SetResult();
            written.Wait(s_patience); // busy in the render's flow while the template writes
            return 1;
        }
    }

    [Fact]
    public void Another_thread_in_a_synchronous_render_has_no_render() =>
        Assert.Contains("inside a render only", Assert.Throws<TemplateException>(() => Live.RenderHtml(() =>
            Task.Run(() => P("x")).GetAwaiter().GetResult())).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Forgotten_work_that_outlives_its_render_finds_none()
    {
        var ended = new TaskCompletionSource();
        Task forgotten = Task.CompletedTask;
        await JsonOf(async () =>
        {
            forgotten = Late();
            await Task.Yield();
        });
        ended.SetResult();

        var error = await Assert.ThrowsAsync<TemplateException>(() => forgotten.WaitAsync(s_patience));
        Assert.Contains("it has ended", error.Message, StringComparison.Ordinal);

        async Task Late()
        {
            await ended.Task;
            P("too late");
        }
    }

    static async Task<string> JsonOf(Func<Task> template) => (await Live.RenderAsync(template, target: "t")).ToString();
}
