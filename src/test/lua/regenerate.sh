#!/bin/sh
# Writes what the reference interpreters say of every conformance program.
# Needs lua5.1 and luajit (packages of these names in Debian); the tests only read the results.
set -eu
cd "$(dirname "$0")/../resources/lua/conformance"
export TZ=UTC LC_ALL=C
for file in *.lines *.lua; do
  case $file in
    *.luajit.*) lua=luajit ;;
    *) lua=lua5.1 ;;
  esac
  "$lua" ../../../lua/oracle.lua "$file" > "$file.expected"
done
