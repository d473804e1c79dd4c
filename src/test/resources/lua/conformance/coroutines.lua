--- values pass both ways
local co = coroutine.create(function(a, b) print("start", a, b) local c = coroutine.yield(a + b) print("got", c) local d, e = coroutine.yield(c * 2) print("got", d, e) return "done", 99 end)
print(coroutine.resume(co, 1, 2)) print(coroutine.resume(co, 10)) print(coroutine.resume(co, "x", "y")) print(coroutine.resume(co)) print(coroutine.status(co))
--- wrap as generator
local function range(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
for i in range(3) do print(i) end
--- status
local co co = coroutine.create(function() print(coroutine.status(co)) local inner = coroutine.create(function() print(coroutine.status(co)) end) coroutine.resume(inner) print(coroutine.status(inner)) coroutine.yield() end)
print(coroutine.status(co)) coroutine.resume(co) print(coroutine.status(co)) coroutine.resume(co) print(coroutine.status(co))
--- errors end a coroutine
local co = coroutine.create(function() error("oops") end) print(coroutine.resume(co)) print(coroutine.status(co)) print(coroutine.resume(co))
local co2 = coroutine.create(function() error({code = 1}) end) local ok, e = coroutine.resume(co2) print(ok, type(e), e.code)
--- errors through wrap
local f = coroutine.wrap(function() error("inside") end) print(pcall(f)) print(pcall(f))
local g = coroutine.wrap(function() error({}) end) print(type(select(2, pcall(g))))
--- dead wrap
local f = coroutine.wrap(function() return 1 end) print(f()) print(pcall(f))
--- resume of the running one
local co co = coroutine.create(function() print(coroutine.resume(co)) end) coroutine.resume(co)
--- running
print(coroutine.running()) local co co = coroutine.create(function() print(coroutine.running() == co) end) coroutine.resume(co)
--- yield outside
print(pcall(coroutine.yield, 1))
--- bad arguments
print(pcall(coroutine.create)) print(pcall(coroutine.create, 1)) print(pcall(coroutine.resume, 1)) print(pcall(coroutine.status, nil)) print(pcall(coroutine.wrap))
--- producer and consumer
local function producer() return coroutine.create(function() for _, v in ipairs{"a", "b", "c"} do coroutine.yield(v) end end) end
local function filter(p) return coroutine.create(function() local n = 0 while true do local _, v = coroutine.resume(p) if not v then return end n = n + 1 coroutine.yield(n .. v) end end) end
local f = filter(producer()) while true do local _, v = coroutine.resume(f) if not v then break end print(v) end
--- many yields in nested calls
local function walk(t) if type(t) == "table" then for _, v in ipairs(t) do walk(v) end else coroutine.yield(t) end end
local r = {} for v in coroutine.wrap(function() walk({1, {2, {3, 4}}, 5}) end) do r[#r + 1] = v end print(table.concat(r, " "))
--- yield with and without values
local co = coroutine.create(function(...) print(select("#", ...)) print(select("#", coroutine.yield())) print(select("#", coroutine.yield(nil, nil))) end)
print(select("#", coroutine.resume(co))) print(select("#", coroutine.resume(co, nil))) print(select("#", coroutine.resume(co, 1, 2, 3)))
--- yield as tail call and in expressions
local co = coroutine.wrap(function() local x = coroutine.yield(1) + coroutine.yield(2) return coroutine.yield(x) end) print(co()) print(co(10)) print(co(20)) print(co("end"))
--- a thousand coroutines
local cs = {} for i = 1, 1000 do cs[i] = coroutine.wrap(function() local n = i while true do n = n + (coroutine.yield(n) or 0) end end) cs[i]() end local s = 0 for i = 1, 1000 do s = s + cs[i](1) end print(s)
--- permutations
local function permgen(a, n) if n == 0 then coroutine.yield(table.concat(a)) else for i = 1, n do a[n], a[i] = a[i], a[n] permgen(a, n - 1) a[n], a[i] = a[i], a[n] end end end
for p in coroutine.wrap(function() permgen({"a", "b", "c"}, 3) end) do print(p) end
--- closures share variables with coroutines
local n = 0 local co = coroutine.wrap(function() while true do n = n + 1 coroutine.yield() end end) co() co() n = n * 10 co() print(n)
--- coroutines in for with state
local function chars(s) return coroutine.wrap(function() for c in s:gmatch(".") do coroutine.yield(c, c:byte()) end end) end for c, b in chars("abc") do print(c, b) end
--- yield across a table.sort comparison
local co = coroutine.create(function() table.sort({3, 2, 1}, function(a, b) coroutine.yield() return a < b end) end) print(coroutine.resume(co))
--- yield across a metamethod
local co = coroutine.create(function() return setmetatable({}, {__index = function() coroutine.yield() end}).x end) print(coroutine.resume(co))
--- error with traceback position inside nested
local co = coroutine.create(function() local function f() local x = nil; x.y = 1 end f() end) print(coroutine.resume(co))
--- pcall inside a coroutine
local co = coroutine.wrap(function() local ok, e = pcall(error, "caught") coroutine.yield(ok, e) return "end" end) print(co()) print(co())
--- resume passes errors of non strings
local co = coroutine.create(function() error() end) print(coroutine.resume(co)) co = coroutine.create(function() error(nil) end) print(coroutine.resume(co))
--- deep recursion inside a coroutine
local co = coroutine.wrap(function() local function d(n) if n == 0 then return 0 end return 1 + d(n - 1) end return d(1000) end) print(co())
--- wrap inside wrap
local outer = coroutine.wrap(function() local inner = coroutine.wrap(function() coroutine.yield("i1") coroutine.yield("i2") end) coroutine.yield(inner()) coroutine.yield("o") coroutine.yield(inner()) end) print(outer(), outer(), outer())
