--- sieve
local n, s, r = 50, {}, {} for i = 2, n do if not s[i] then r[#r + 1] = i for j = i * i, n, i do s[j] = true end end end print(table.concat(r, " "))
--- word count
local c, ks = {}, {} for w in ("the cat the dog the end"):gmatch("%a+") do c[w] = (c[w] or 0) + 1 end for k in pairs(c) do ks[#ks + 1] = k end table.sort(ks, function(a, b) if c[a] ~= c[b] then return c[a] > c[b] end return a < b end) for _, k in ipairs(ks) do print(k, c[k]) end
--- queens
local N, count = 6, 0 local function ok(a, n, c) for i = 1, n - 1 do if a[i] == c or a[i] - i == c - n or a[i] + i == c + n then return false end end return true end
local function add(a, n) if n > N then count = count + 1 else for c = 1, N do if ok(a, n, c) then a[n] = c add(a, n + 1) end end end end add({}, 1) print(count)
--- string buffer and escape of xml
local function esc(s) return (s:gsub("[&<>\"]", {["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;"})) end print(esc('a < b & c > "d"'))
--- parameter paths with instance numbers
local r = {instance_number = 3, status = 0} local path = "InternetGatewayDevice.WANDevice.1.WANConnectionDevice." .. r.instance_number .. ".WANPPPConnection.1." print(path, r.status == 0)
--- split and join
local function split(s, sep) local t = {} for p in (s .. sep):gmatch("(.-)" .. sep:gsub("%p", "%%%0")) do t[#t + 1] = p end return t end local t = split("a.b..c", ".") print(#t, table.concat(t, "|"))
--- serializer
local function ser(v, ind) ind = ind or "" if type(v) == "table" then local ks = {} for k in pairs(v) do ks[#ks + 1] = k end table.sort(ks, function(a, b) return tostring(a) < tostring(b) end) local out = {"{\n"} for _, k in ipairs(ks) do out[#out + 1] = ind .. "  " .. tostring(k) .. " = " .. ser(v[k], ind .. "  ") .. ",\n" end out[#out + 1] = ind .. "}" return table.concat(out) end return type(v) == "string" and string.format("%q", v) or tostring(v) end print(ser({1, 2, x = {y = "z"}, b = true}))
--- memoize with closures
local function memo(f) local c = {} return function(n) local v = c[n] if v == nil then v = f(n) c[n] = v end return v end end local fib fib = memo(function(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end) print(fib(80))
--- queue and stack
local Q = {} Q.__index = Q function Q.new() return setmetatable({first = 1, last = 0}, Q) end function Q:push(v) self.last = self.last + 1 self[self.last] = v end function Q:pop() local v = self[self.first] self[self.first] = nil self.first = self.first + 1 return v end local q = Q.new() for i = 1, 5 do q:push(i * i) end print(q:pop(), q:pop(), q.last - q.first + 1)
--- roman numerals
local function roman(n) local r = "" for _, p in ipairs{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} do while n >= p[1] do r = r .. p[2] n = n - p[1] end end return r end print(roman(1994), roman(2026))
--- matrix
local function mul(a, b) local r = {} for i = 1, #a do r[i] = {} for j = 1, #b[1] do local s = 0 for k = 1, #b do s = s + a[i][k] * b[k][j] end r[i][j] = s end end return r end local m = mul({{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}) print(m[1][1], m[1][2], m[2][1], m[2][2])
--- varargs to table and back
local function pack(...) return {n = select("#", ...), ...} end local t = pack(1, nil, 3, nil) print(t.n, t[1], t[2], t[3]) print(unpack(t, 1, t.n))
--- retry with pcall
local tries = 0 local function flaky() tries = tries + 1 if tries < 3 then error("not yet " .. tries, 0) end return "ok" end local ok, r repeat ok, r = pcall(flaky) print(ok, r) until ok
--- error objects rethrown
local function try(f, h) local ok, e = pcall(f) if not ok then h(e) end end try(function() try(function() error({code = 7}) end, function(e) e.code = e.code + 1 error(e) end) end, function(e) print(e.code) end)
--- binary search and insertion
local t = {1, 3, 5, 7} local function ins(v) local lo, hi = 1, #t while lo <= hi do local m = math.floor((lo + hi) / 2) if t[m] < v then lo = m + 1 else hi = m - 1 end end table.insert(t, lo, v) end ins(4) ins(0) ins(9) print(table.concat(t, " "))
--- long if chain and nested tables
local function kind(v) if v == nil then return "nil" elseif type(v) == "number" then if v % 2 == 0 then return "even" else return "odd" end elseif type(v) == "string" then return "s" .. #v else return type(v) end end print(kind(), kind(2), kind(3), kind("abc"), kind({}))
--- shadowing and scopes
local x = 1 local function f() return x end do local x = 2 local function g() return x end x = 3 print(f(), g(), x) end x = 10 print(f())
--- comments of all forms
-- line
--[[ block
over lines ]] print("after block") --[==[ another ]] ]==] print("x") --[ not a block
print("end") --
--- long strings
print([[first
second]], [==[
leading newline dropped ]] kept]==])
print("continued \
line")
--- semicolons
local a = 1; local b = 2; print(a + b);
--- numbers in all spellings
print(3, 3.0, 3.1416, 314.16e-2, 0.31416E1, 0xff, 0x56, .5, 5e+3)
--- method chains
local B = {} B.__index = B function B.new() return setmetatable({s = ""}, B) end function B:add(x) self.s = self.s .. x return self end print(B.new():add("a"):add("b"):add(1).s)
--- calls without parentheses
local function f(x) return type(x) == "table" and #x or x end print(f"str", f[[long]], f{1, 2, 3}, ("x"):rep(3))
--- many locals and upvalues
local a1,a2,a3,a4,a5,a6,a7,a8,a9,a10 = 1,2,3,4,5,6,7,8,9,10 local function s() return a1+a2+a3+a4+a5+a6+a7+a8+a9+a10 end print(s())
--- a table of more than fifty items with a call at the end
local function three() return "a", "b", "c" end
local t = {1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60, three()} print(#t, t[50], t[51], t[60], t[63])
--- error lines are those of the call or operator
local function f()
  local x = {}
  return x.a
    .b
end
print(pcall(f))
print(pcall(function()
  local t = {}
  t.x = 1 +
    t.y
end))
print(pcall(function()
  error(
    "spread"
  )
end))
--- assert with formatted message
print(pcall(function() assert(false, ("value %d"):format(5)) end))
--- concat of numbers keeps their form
print(1 .. "", 1.0 .. "", 1.5 .. "", 1e20 .. "", -1 .. "", 2^53 .. "")
--- integer division idioms
print(math.floor(7 / 2), 7 - 7 % 2, (7 - 7 % 2) / 2)
--- comments that look long but are not
print(1) --[== short
print(2) --[=
print(3) --[
print(4) --[==[ long
]=] ]==] print(5)
