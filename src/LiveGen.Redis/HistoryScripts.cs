namespace LiveGen.Redis;

/// <summary>
/// What runs inside Redis for messages that are kept. In one step a message gets its number, is added to its group's list and
/// published, so the list is never behind the bus. <c>docs/redis.md</c> describes the keys.
/// </summary>
/// <remarks>
/// The epoch, <c>EPOCH RUN EVICTED</c>, holds for one run of one server that has evicted so many keys. It is renewed when Redis
/// cannot vouch for what it knows: the epoch or the counter is gone (1 after INCR), the server is another one, or a group that is
/// not known may have been evicted.
/// </remarks>
internal static class HistoryScripts
{
    const string Functions =
        """
        local function info(section, field) return string.match(redis.call('INFO', section), field .. ':(%w+)') end
        local function run() return info('server', 'run_id') end
        local function evicted() return info('stats', 'evicted_keys') end
        local function renew(epoch, marks)
          local e = epoch .. ' ' .. run() .. ' ' .. evicted()
          redis.call('DEL', marks)
          return e
        end

        """;

    /// <summary>
    /// KEYS: counter, epoch, marks, the group's last, the group's list. ARGV: bus, head, payload, id, messages and bytes and milliseconds
    /// to keep, a new epoch, and flags: <c>c</c> compares the server (it does not know this script), <c>r</c> looks whether the
    /// message is there already. Returns the epoch and the number.
    /// </summary>
    public static HashedScript Publish { get; } = new(Functions +
        """
        local e = redis.call('GET', KEYS[2])
        local p = redis.call('GET', KEYS[4])
        if e and string.find(ARGV[9], 'c', 1, true) and string.sub(e, 14, 53) ~= run() then e = false end
        if e and not p and string.sub(e, 55) ~= evicted() then e = false end
        if e and p and string.sub(p, 1, 12) ~= string.sub(e, 1, 12) then p = false end
        if e and p and string.find(ARGV[9], 'r', 1, true) then
          for _, entry in ipairs(redis.call('LRANGE', KEYS[5], -50, -1)) do
            local number, id = string.match(entry, '^(%d+) %d+ (%x+)\n')
            if id == ARGV[4] then return {string.sub(e, 1, 12), number} end
          end
        end
        local n = redis.call('INCR', KEYS[1])
        if not e or n == 1 then
          e = renew(ARGV[8], KEYS[3])
          redis.call('SET', KEYS[2], e)
          p = false
        end
        local epoch, number, previous, bytes = string.sub(e, 1, 12), string.format('%.0f', n), '0', 0
        if p then previous, bytes = string.match(p, '^%x+ (%d+) (%d+)') else redis.call('DEL', KEYS[5]) end
        local entry = number .. ' ' .. previous .. ' ' .. ARGV[4] .. '\n' .. ARGV[3]
        local count = redis.call('RPUSH', KEYS[5], entry)
        bytes = count == 1 and #entry or tonumber(bytes) + #entry
        while count > tonumber(ARGV[5]) or count > 0 and bytes > tonumber(ARGV[6]) do
          bytes = bytes - #redis.call('LPOP', KEYS[5])
          count = count - 1
        end
        if count > 0 then redis.call('PEXPIRE', KEYS[5], ARGV[7]) end
        redis.call('SET', KEYS[4], epoch .. ' ' .. number .. ' ' .. string.format('%.0f', bytes), 'EX', 86400)
        redis.call('PUBLISH', ARGV[1], 'lg1 ' .. ARGV[2] .. ' n=' .. number .. ' prev=' .. previous .. ' e=' .. epoch ..
          ' id=' .. ARGV[4] .. '\n' .. ARGV[3])
        return {epoch, number}
        """);

    /// <summary>
    /// KEYS: counter, epoch, marks. ARGV: bus, head, a new epoch. A sign of life that also tells where the count is, looks after the
    /// epoch and notes each hour's first number: what has a lower one than that of a day ago, nobody remembers.
    /// </summary>
    public const string Probe = Functions +
        """
        local e = redis.call('GET', KEYS[2])
        local n = redis.call('INCR', KEYS[1])
        if not e or n <= tonumber(redis.call('HGET', KEYS[3], 'n') or '1') or string.sub(e, 14, 53) ~= run() then
          e = renew(ARGV[3], KEYS[3])
          redis.call('SET', KEYS[2], e)
        end
        local number = string.format('%.0f', n)
        local hour = math.floor(tonumber(redis.call('TIME')[1]) / 3600)
        redis.call('HSET', KEYS[3], 'n', number)
        if redis.call('HSETNX', KEYS[3], hour, number) == 1 then
          for _, old in ipairs(redis.call('HKEYS', KEYS[3])) do
            if old ~= 'n' and tonumber(old) < hour - 24 then redis.call('HDEL', KEYS[3], old) end
          end
        end
        redis.call('PUBLISH', ARGV[1], 'lg1 ' .. ARGV[2] .. ' n=' .. number .. ' e=' .. string.sub(e, 1, 12) .. '\n')
        return number
        """;

    /// <summary>
    /// KEYS: epoch, marks, a group's last, its list. ARGV: a number. Returns the epoch, the group's last number (0: none known), the
    /// number above which every group is remembered (nil: none), and the group's entries after the number.
    /// </summary>
    public const string Read = Functions +
        """
        local e, p = redis.call('GET', KEYS[1]), redis.call('GET', KEYS[3])
        if not e then return {'', '0', false} end
        local epoch, last, mark = string.sub(e, 1, 12), '0', false
        local first = math.floor(tonumber(redis.call('TIME')[1]) / 3600) - 23
        local marks = redis.call('HGETALL', KEYS[2])
        for i = 1, #marks, 2 do
          local hour = tonumber(marks[i])
          if hour and hour >= first and (not mark or tonumber(marks[i + 1]) < tonumber(mark)) then mark = marks[i + 1] end
        end
        if not p and string.sub(e, 55) ~= evicted() then mark = false end
        if not p or string.sub(p, 1, 12) ~= epoch then return {epoch, last, mark} end
        last = string.match(p, '^%x+ (%d+)')
        local count, after, entries = 16, tonumber(ARGV[1]), nil
        repeat
          entries = redis.call('LRANGE', KEYS[4], -count, -1)
          local isAll = #entries < count or tonumber(string.match(entries[1], '^%d+')) <= after
          count = count * 4
        until isAll
        local result = {epoch, last, mark}
        for _, entry in ipairs(entries) do
          if tonumber(string.match(entry, '^%d+')) > after then result[#result + 1] = entry end
        end
        return result
        """;

    /// <summary>
    /// KEYS: epoch, marks, the last of many groups. ARGV: a new epoch. Returns what stands in them; renews the epoch when one that is
    /// missing may have been evicted.
    /// </summary>
    public const string Compare = Functions +
        """
        local e = redis.call('GET', KEYS[1])
        local lasts, isMissing = {}, false
        for i = 3, #KEYS do
          lasts[i - 2] = redis.call('GET', KEYS[i])
          isMissing = isMissing or not lasts[i - 2]
        end
        if e and isMissing and string.sub(e, 55) ~= evicted() then redis.call('SET', KEYS[1], renew(ARGV[1], KEYS[2])) end
        return lasts
        """;
}
