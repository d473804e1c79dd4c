--- continue in a numeric for
for i = 1, 5 do if i % 2 == 0 then goto continue end print(i) ::continue:: end
--- continue over locals to a label that ends the block
for i = 1, 3 do if i == 2 then goto continue end local a = i * 2 local b = a + 1 print(a, b) ::continue:: end
--- continue in while and repeat
local i = 0 while i < 5 do i = i + 1 if i == 3 then goto continue end print(i) ::continue:: end
repeat i = i - 1 if i == 2 then goto continue end print(i) ::continue:: until i == 0
--- continue in a generic for with nested ifs
for k, v in ipairs{10, 20, 30} do if v == 20 then do goto continue end end local x = v if x then print(k, x) end ::continue:: end
--- backward goto
local i = 1 ::top:: print(i) i = i + 1 if i <= 3 then goto top end
--- out of nested loops
for i = 1, 3 do for j = 1, 3 do if i * j == 4 then goto done end print(i, j) end end ::done:: print("out")
--- backward goto makes new locals for closures
local fs = {} local i = 1 ::again:: local x = i fs[#fs + 1] = function() x = x + 1 return x end i = i + 1 if i <= 3 then goto again end print(fs[1](), fs[1](), fs[2](), fs[3]())
--- continue and closures
local fs = {} for i = 1, 4 do local j = i if j % 2 == 0 then goto continue end fs[#fs + 1] = function() return j end ::continue:: end print(#fs, fs[1](), fs[2]())
--- labels in sibling blocks may be the same
do goto l1 ::l1:: print("a") end do goto l1 ::l1:: print("b") end
--- labels in functions are their own
::l:: local function f() goto l ::l:: return "inner" end print(f())
--- nested loops each with continue
for i = 1, 2 do for j = 1, 3 do if j == 2 then goto continue end print(i, j) ::continue:: end if i == 1 then goto continue end print("end", i) ::continue:: end
--- goto out of a block into an enclosing one
do do do goto out end end print("skipped") ::out:: print("here") end
--- state machine
local s, out = "abc1", {} local p = 1 ::letters:: do local c = s:sub(p, p) if c:match("%a") then out[#out + 1] = c:upper() p = p + 1 goto letters end if c:match("%d") then goto digits end goto stop end ::digits:: out[#out + 1] = "#" ::stop:: print(table.concat(out))
--- goto as a label name or in strings is no trouble
local t = {["goto"] = 1} print(t["goto"], ("goto"):len())
--- several labels at the end
for i = 1, 2 do if i == 1 then goto a else goto b end print("never") ::a:: ::b:: end print("ok")
--- goto in if branches
local x = 5 if x > 3 then goto big else goto small end ::big:: print("big") goto e ::small:: print("small") ::e:: print("end")
--- a while loop by hand
local n, f = 5, 1 ::loop:: if n > 1 then f = f * n n = n - 1 goto loop end print(f)
--- break inside after goto
for i = 1, 10 do if i == 2 then goto continue end if i == 4 then break end print(i) ::continue:: end
--- continue with upvalues captured in the loop variable
local fs = {} for i = 1, 3 do if i == 2 then goto continue end fs[#fs + 1] = function() i = i + 10 return i end ::continue:: end print(fs[1](), fs[1](), fs[2]())
--- goto within a coroutine
local co = coroutine.wrap(function() local i = 0 ::top:: i = i + 1 coroutine.yield(i) if i < 3 then goto top end return "end" end) print(co(), co(), co(), co())
--- label visible to a later nested block
local n = 0 ::top:: n = n + 1 do if n < 3 then goto top end end print(n)
