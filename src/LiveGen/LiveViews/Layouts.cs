using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.LiveViews;

/// <summary>The application's layouts, each once however many endpoints are in it.</summary>
sealed class Layouts(IServiceProviderIsService services)
{
    readonly Dictionary<(Delegate, string), Layout> _layouts = [];

    public Layout Of(Delegate method, string target)
    {
        lock (_layouts)
        {
            if (_layouts.TryGetValue((method, target), out var layout))
                return layout;
            // One lambda with other captured values is another layout.
            var same = _layouts.Keys.Count(known => known.Item1.Method == method.Method && known.Item2 == target);
            return _layouts[(method, target)] = new Layout(new LayoutHandler(method, services), target, same);
        }
    }
}
