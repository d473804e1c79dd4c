-- Runs the programs of a conformance file through this very interpreter and prints what each says.
--   lua5.1 oracle.lua FILE          all programs, each in a process of its own
--   lua5.1 oracle.lua FILE NUMBER   one program
local file, number = arg[1], tonumber(arg[2])

local function programs(name)
  local list = {}
  if name:match("%.lines$") then
    for line in io.lines(name) do
      if line ~= "" then list[#list + 1] = line end
    end
  else
    for line in io.lines(name) do
      if line:match("^%-%-%- ") then
        list[#list + 1] = ""
      else
        list[#list] = list[#list] .. line .. "\n"
      end
    end
  end
  return list
end

local list = programs(file)
if not number then
  for i in ipairs(list) do
    io.write("=== ", i, "\n")
    io.flush()
    local child = io.popen("timeout 10 " .. arg[-1] .. " " .. arg[0] .. " " .. file .. " " .. i)
    io.write((child:read("*a"):gsub("(%a+: )0x%x+", "%1ADDRESS")))
    child:close()
  end
  return
end

local exit, tostring, print, pcall, loadstring = os.exit, tostring, print, pcall, loadstring
arg, io, os.getenv = nil, nil, nil -- what a sandbox does not have
local chunk, problem = loadstring(list[number], "=t")
if not chunk then
  print("syntax: " .. problem)
  exit(0)
end
local ok, raised = pcall(chunk)
if not ok then print("error: " .. tostring(raised)) end
