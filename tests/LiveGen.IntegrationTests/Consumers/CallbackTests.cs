using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

public sealed class CallbackTests
{
    [Fact]
    public async Task A_callback_is_handled_and_its_commands_come_before_the_ack()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync("""["callback",1,"Say",["Hi <b>"]]""");

        Assert.Equal("""["commands",[["livegen.title","Hi <b>"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["ack",1]""", await page.ReceiveAsync());
        Assert.Equal("say Hi <b>", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task Verbs_in_OnConnected_arrive_after_the_welcome()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync("/ws/lobby?greet=Ada");

        Assert.Equal("""["commands",[["livegen.title","Hello Ada"]]]""", await page.ReceiveAsync());
    }

    [Theory]
    [InlineData("""["callback",1,"Say",[""]]""", """{"Text":["The field Text must be a string or collection type with a minimum length of '1' and maximum length of '10'."]}""")]
    [InlineData("""["callback",1,"Say",["12345678901"]]""", """{"Text":["The field Text must be a string or collection type with a minimum length of '1' and maximum length of '10'."]}""")]
    [InlineData("""["callback",1,"Say",[null]]""", """{"Text":["This is required."]}""")]
    [InlineData("""["callback",1,"Say",[]]""", """{"Text":["This is missing."]}""")]
    [InlineData("""["callback",1,"Say",["a","b"]]""", """{"1":["is one argument too many: expected 1, got 2."]}""")]
    [InlineData("""["callback",1,"Add",["x","y"]]""", """{"A":["This must be a whole number from -2147483648 to 2147483647."],"B":["This must be a whole number from -2147483648 to 2147483647."]}""")]
    [InlineData("""["callback",1,"Say",["\ud800"]]""", """{"Text":["This must be text."]}""")]
    [InlineData("""["callback",1,"Fail",["invalid"]]""", """{"How":["Not like this."]}""")]
    public async Task Arguments_that_do_not_fit_go_back_by_name_and_no_handler_runs(string frame, string errors)
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync(frame);

        Assert.Equal($$"""["ack",1,{"status":"invalid","errors":{{errors}}}]""", await page.ReceiveAsync());
        Assert.True(server.Ledger.IsEmpty);
        await page.SettleAsync();
    }

    [Fact]
    public async Task Text_at_the_limit_and_numbers_from_text_fields_are_taken()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync("""["callback",1,"Say",["1234567890"]]""");
        await page.CallAsync("""["callback",2,"Add",["40"]]""");

        Assert.Equal("""["commands",[["livegen.title","1234567890"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["ack",1]""", await page.ReceiveAsync());
        Assert.Equal("""["commands",[["livegen.title","41"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["ack",2]""", await page.ReceiveAsync());
    }

    [Fact]
    public async Task Statement_35_a_handler_that_throws_is_answered_with_an_id_from_the_log_and_the_socket_lives()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync("""["callback",1,"Fail",["throw"]]""");

        var ack = await page.ReceiveAsync();
        Assert.Matches("""^\["ack",1,\{"status":"failed","error":"[0-9a-f]{16}"\}\]$""", ack);
        var line = Assert.Single(server.Log.Of(105));
        Assert.Contains(ack[^19..^3], line, StringComparison.Ordinal);
        Assert.Contains("secret detail", line, StringComparison.Ordinal);
        await page.SettleAsync();
    }

    [Fact]
    public async Task State_belongs_to_one_socket()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var first = await server.OpenAsync();
        using var second = await server.OpenAsync();

        await first.CallAsync("""["callback",1,"Add",[10,5]]""");
        await second.CallAsync("""["callback",1,"Add",[1,1]]""");

        Assert.Equal("""["commands",[["livegen.title","15"]]]""", await first.ReceiveAsync());
        Assert.Equal("""["commands",[["livegen.title","2"]]]""", await second.ReceiveAsync());
    }
}
