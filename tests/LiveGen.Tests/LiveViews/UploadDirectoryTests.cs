using LiveGen.LiveViews;
using Xunit;

namespace LiveGen.Tests.LiveViews;

public sealed class UploadDirectoryTests
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public void Nothing_is_made_before_the_first_upload()
    {
        using var store = new UploadStore();

        store.Directory.Sweep();
        store.Space.Recount();

        Assert.False(Directory.Exists(store.Directory.Root));
    }

    [Fact]
    public void Only_the_process_own_user_may_look_in()
    {
        using var store = new UploadStore();

        foreach (var path in (string[])[store.Directory.Buffers, store.Directory.Resumable, store.Directory.Root])
            Assert.Equal(Private, new DirectoryInfo(path).UnixFileMode);
    }

    [Fact]
    public void By_default_it_is_in_the_systems_temporary_directory()
    {
        using var store = new UploadStore(options => options.UploadDirectory = null);

        Assert.Equal(Path.Combine(Path.GetTempPath(), $"livegen-uploads-{Environment.UserName}"), store.Directory.Root);
    }

    [Fact]
    public void A_link_that_someone_put_there_is_refused()
    {
        using var store = new UploadStore();
        using var elsewhere = new TemporaryDirectory();
        Directory.CreateSymbolicLink(store.Directory.Root, elsewhere.Path);

        var error = Assert.Throws<InvalidOperationException>(() => store.Directory.Resumable);

        Assert.Equal($"Uploads cannot be kept in {store.Directory.Root}: it is not a directory of this process's own (it is a link). " +
            "Remove it, or set LiveGenOptions.UploadDirectory to a directory that only the application uses.", error.Message);
    }

    [Fact]
    public void A_sweep_takes_what_dead_processes_left_and_nothing_of_those_that_live()
    {
        using var store = new UploadStore();
        var mine = Path.Combine(store.Directory.Buffers, "mine");
        File.WriteAllText(mine, "");
        using var other = store.NewProcess();
        var others = Path.Combine(other.Buffers, "others");
        File.WriteAllText(others, "");
        var left = Directory.CreateDirectory(Path.Combine(store.Directory.Root, "process-dead"));
        File.WriteAllText(Path.Combine(left.FullName, "left"), "");
        File.WriteAllText(left.FullName + ".lock", "");

        using (var third = store.NewProcess())
            third.Sweep();

        Assert.True(File.Exists(mine));
        Assert.True(File.Exists(others));
        Assert.False(left.Exists && Directory.Exists(left.FullName));
        Assert.False(File.Exists(left.FullName + ".lock"));
    }

    [Fact]
    public void A_process_that_ends_in_order_leaves_nothing()
    {
        using var store = new UploadStore();
        File.WriteAllText(Path.Combine(store.Directory.Buffers, "mine"), "");

        store.Directory.Dispose();

        Assert.Empty(store.Files);
        Assert.Empty(Directory.GetDirectories(store.Directory.Root, "process-*"));
    }
}
