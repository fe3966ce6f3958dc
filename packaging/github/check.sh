#!/usr/bin/env bash
# The step of action.yml that checks: inputs come as PATHS, ARGS, FAIL_ON, FORMAT, SARIF and SUMMARY.
set -euo pipefail

# GitHub refuses a summary of more than 1 MiB; it counts bytes.
most=1000000

# Appends the lines of a text that are not blank to the array `command`.
append_lines() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line="${line%$'\r'}"
    if [ -n "${line//[[:space:]]/}" ]; then command+=("$line"); fi
  done <<<"$1"
}

command=(node "$ACTION/dist/cli/main.js" check --format "$FORMAT")
if [ -n "$FAIL_ON" ]; then command+=(--fail-on "$FAIL_ON"); fi
if [ -n "$SARIF" ]; then command+=("--report=sarif=$SARIF"); fi
page=""
if [ "$SUMMARY" = "true" ]; then
  page="$RUNNER_TEMP/cellwright-$$.md"
  command+=("--report=markdown=$page")
fi
append_lines "$ARGS"
# What follows is a path, whatever it looks like.
command+=(--)
append_lines "$PATHS"

code=0
"${command[@]}" || code=$?

if [ -n "$page" ] && [ -s "$page" ]; then
  if [ "$(wc -c <"$page")" -le "$most" ]; then
    cat "$page" >>"$GITHUB_STEP_SUMMARY"
  else
    # Whole lines, so that no character is cut.
    head -c "$most" "$page" | sed '$d' >>"$GITHUB_STEP_SUMMARY"
    printf '\n\nThe rest is in the log.\n' >>"$GITHUB_STEP_SUMMARY"
  fi
fi
if [ -n "$page" ]; then rm -f "$page"; fi

{
  echo "exit-code=$code"
  if [ -n "$SARIF" ] && [ -f "$SARIF" ]; then echo "sarif=$SARIF"; fi
} >>"$GITHUB_OUTPUT"
exit "$code"
