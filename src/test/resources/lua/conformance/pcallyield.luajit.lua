--- yield across pcall
local co = coroutine.wrap(function() local ok, v = pcall(function() local x = coroutine.yield("in pcall") error("after " .. x) end) coroutine.yield(tostring(ok) .. " " .. v:gsub("^.-: ", "")) return "end" end)
print(co()) print(co("resumed")) print(co())
--- yield across xpcall with a handler
local co = coroutine.wrap(function() return xpcall(function() coroutine.yield(1) error("e", 0) end, function(m) return "handled " .. m end) end) print(co()) print(co())
--- yield in an iterator
local co = coroutine.wrap(function() for v in function() return coroutine.yield("ask") end do print("got", v) end return "end" end) print(co()) print(co(1)) print(co(2)) print(co(nil))
--- format of any value
print(string.format("%s %s %s", nil, true, "x"), string.format("%5s|", true))
--- xpcall with arguments
print(xpcall(function(a, b) return a + b end, print, 3, 4))
--- load of a string
print(load("return 5")())
