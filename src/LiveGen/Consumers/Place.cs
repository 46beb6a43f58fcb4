using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>A session's place in one of its groups.</summary>
/// <param name="Floor">Where it joined: nothing before is played to it again. None in a group that keeps no history.</param>
/// <param name="Told">Where the page stands as far as it has been, or is about to be, told.</param>
/// <param name="Silent">How many messages were nothing to the page since it was told.</param>
record struct Place(GroupPosition Floor, GroupPosition Told, int Silent);
