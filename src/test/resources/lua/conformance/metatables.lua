--- arithmetic metamethods
local mt = {} local function show(op) return function(a, b) return op .. "(" .. (type(a) == "table" and "t" or tostring(a)) .. "," .. (type(b) == "table" and "t" or tostring(b)) .. ")" end end
for _, op in ipairs{"add", "sub", "mul", "div", "mod", "pow", "concat"} do mt["__" .. op] = show(op) end
mt.__unm = function(a, b) return "unm" .. tostring(rawequal(a, b)) end
local t = setmetatable({}, mt)
print(t + 1, 1 + t, t - t, t * "x", 2 / t, t % 3, t ^ 2, t .. "s", "s" .. t, 1 .. t, -t)
print("a" .. "b" .. t .. "c" .. "d")
--- comparison metamethods
local log = {}
local mt = {__lt = function(a, b) log[#log + 1] = "lt" return a.v < b.v end, __le = function(a, b) log[#log + 1] = "le" return a.v <= b.v end, __eq = function(a, b) log[#log + 1] = "eq" return a.v == b.v end}
local a, b, c = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt), setmetatable({v = 1}, mt)
print(a < b, a <= b, a > b, a >= b, a == c, a ~= c, a == b, a ~= b, table.concat(log, " "))
--- le falls back to lt
local mt = {__lt = function(a, b) return a.v < b.v end}
local a, b = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt)
print(a <= b, b <= a, a >= b, a <= a)
--- different lt handlers do not compare
local a, b = setmetatable({}, {__lt = function() return true end}), setmetatable({}, {__lt = function() return true end})
print(pcall(function() return a < b end))
print(pcall(function() return a < 1 end))
--- eq needs the same handler and the same type
local called = 0
local eq = function() called = called + 1 return true end
local a, b = setmetatable({}, {__eq = eq}), setmetatable({}, {__eq = eq})
print(a == b, a == 1, a == {}, called)
local c = setmetatable({}, {__eq = function() return true end})
print(a == c, rawequal(a, b), called)
--- results of comparison are booleans
local mt = {__eq = function() return 1 end, __lt = function() return nil end, __le = function() return "x" end}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(a == b, a < b, a <= b, a ~= b)
--- index chains
local base = {x = 1, f = function(self) return self.y end}
local mid = setmetatable({y = 2}, {__index = base})
local top = setmetatable({z = 3}, {__index = mid})
print(top.x, top.y, top.z, top.w, top:f(), rawget(top, "x"))
--- index function and newindex function
local log = {}
local t = setmetatable({a = 1}, {__index = function(t, k) log[#log + 1] = "get " .. tostring(k) return k .. "!" end, __newindex = function(t, k, v) log[#log + 1] = "set " .. k rawset(t, k, v) end})
print(t.a, t.b) t.a = 2 t.c = 3 t.c = 4 print(t.c, table.concat(log, ", "))
--- newindex to a table
local store = {} local t = setmetatable({}, {__newindex = store}) t.x = 5 print(rawget(t, "x"), store.x)
--- loops in index
local a = {} local b = setmetatable({}, {__index = a}) setmetatable(a, {__index = b})
print(pcall(function() return a.x end)) setmetatable(a, {__newindex = b}) setmetatable(b, {__newindex = a}) print(pcall(function() a.x = 1 end))
--- call
local t = setmetatable({}, {__call = function(self, a, b) return a, b, type(self) end})
print(t(1, 2)) print(pcall(t, 3)) print(select("#", t())) local u = setmetatable({}, {__call = t}) print(pcall(u, 9))
--- call that is no function
local t = setmetatable({}, {__call = 5}) print(pcall(function() t() end))
--- tostring and metatable
local t = setmetatable({}, {__tostring = function(self) return "I am t" end, __metatable = false})
print(tostring(t), getmetatable(t)) print(pcall(setmetatable, t, {})) print(t)
--- tostring that gives no string
local t = setmetatable({}, {__tostring = function() return 5 end}) print(tostring(t), type(tostring(t)))
local u = setmetatable({}, {__tostring = function() return {} end}) print(pcall(print, u))
--- len is not asked of tables
local t = setmetatable({1, 2}, {__len = function() return 42 end}) print(#t)
--- pairs is not asked of tables
local t = setmetatable({1}, {__pairs = function() return function() end end}) for k, v in pairs(t) do print(k, v) end
--- inheritance
local Animal = {} Animal.__index = Animal
function Animal.new(name) return setmetatable({name = name}, Animal) end
function Animal:speak() return self.name .. " makes a sound" end
local Dog = setmetatable({}, {__index = Animal}) Dog.__index = Dog
function Dog.new(name) local d = Animal.new(name) return setmetatable(d, Dog) end
function Dog:speak() return Animal.speak(self) .. ": woof" end
print(Animal.new("cat"):speak()) print(Dog.new("rex"):speak()) print(getmetatable(Dog.new("x")) == Dog)
--- metamethods added later are seen
local mt = {} local t = setmetatable({}, mt) print(t.x) mt.__index = function() return "late" end print(t.x) mt.__index = nil print(t.x)
print(pcall(function() return t + 1 end)) mt.__add = function() return "added" end print(t + 1)
--- index on a missing key with rawget and rawset
local t = setmetatable({}, {__index = function() return "default" end, __newindex = function() error("read only") end})
print(t.x, rawget(t, "x")) print(pcall(function() t.x = 1 end)) rawset(t, "x", 1) print(t.x) t.x = 2 print(t.x)
--- unm and concat on numbers and strings
local mt = {__unm = function() return "neg" end, __concat = function(a, b) return "cat" end}
local t = setmetatable({}, mt) print(-t, t .. 1, 1 .. t, t .. t, "a" .. "b" .. t)
--- global table with a metatable
setmetatable(_G, {__index = function(_, k) return "global " .. k end, __newindex = function(t, k, v) rawset(t, k, v * 2) end})
print(undefinedname) newname = 5 print(newname) setmetatable(_G, nil)
--- a string's metatable can be extended
local mt = getmetatable("") local old = mt.__index
mt.__index = function(s, k) if type(k) == "number" then return string.sub(s, k, k) end return string[k] end
print(("hello")[2], ("hello"):upper()) mt.__index = old mt.__add = function(a, b) return a .. "+" .. b end print(pcall(function() return "x" + "y" end)) print("1" + "2") mt.__add = nil
--- multiple results of metamethods are cut to one
local t = setmetatable({}, {__index = function() return 1, 2, 3 end, __add = function() return 4, 5 end, __call = function() return 6, 7 end})
print(t.x, (t + 1), t()) print({t.x, t + 1}[2] == nil)
--- no results of metamethods are nil
local t = setmetatable({}, {__index = function() end, __add = function() end}) print(t.x, t + 1)
--- error in a metamethod
local t = setmetatable({}, {__index = function(_, k) error("no field " .. k) end, __add = function() error({}) end})
print(pcall(function() return t.zip end)) print(type(select(2, pcall(function() return t + 1 end))))
--- weak tables are accepted
local t = setmetatable({}, {__mode = "k"}) t[{}] = 1 t.x = 2 print(t.x) local u = setmetatable({}, {__mode = "v"}) u[1] = "str" print(u[1])
