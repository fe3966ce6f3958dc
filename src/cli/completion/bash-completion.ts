import type { CompletedCommand, CompletedOption } from "./completed-command.ts";

/** A script for bash 3.2 and later that completes a program; needs nothing beside bash. */
export function bashCompletion(program: CompletedCommand): string {
  return `# bash completion of ${program.name}
_${program.name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command="" word at words=""
  # bash cuts --format=json into three words.
  if [[ $current == "=" ]]; then current=""; elif [[ $before == "=" ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    case "$command $word" in
${commandNames(program, "").join("\n")}
    esac
  done
  case "$command $before" in
${choiceCases(program, "").join("\n")}
${fileCases(program, "").join("\n")}
    *)
      case "$command" in
${wordCases(program, "").join("\n")}
      esac
      # Words that are options are in the way until one is begun.
      if [[ $current != -* ]]; then
        local shown="" one
        for one in $words; do [[ $one == -* ]] || shown+=" $one"; done
        words=$shown
      fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _${program.name} ${program.name}
`;
}

/** How the words of a command line lead from one command to the next. */
function commandNames({ commands }: CompletedCommand, path: string): readonly string[] {
  return commands.flatMap((command) => {
    const name = `${path}/${command.name}`;
    return [`      "${path} ${command.name}") command=${name} ;;`, ...commandNames(command, name)];
  });
}

function patterns(path: string, options: readonly CompletedOption[]): string {
  return options.flatMap(({ flags }) => flags.map((flag) => `"${path} ${flag}"`)).join(" | ");
}

function choiceCases({ options, commands }: CompletedCommand, path: string): readonly string[] {
  const own = options.filter(({ choices }) => choices.length > 0);
  return [
    ...own.map((option) => `    ${patterns(path, [option])}) words="${option.choices.join(" ")}" ;;`),
    ...commands.flatMap((command) => choiceCases(command, `${path}/${command.name}`)),
  ];
}

/** Without words bash offers files. */
function fileCases({ options, commands }: CompletedCommand, path: string): readonly string[] {
  const own = options.filter(({ takesValue, choices }) => takesValue && choices.length === 0);
  return [
    ...(own.length === 0 ? [] : [`    ${patterns(path, own)}) ;;`]),
    ...commands.flatMap((command) => fileCases(command, `${path}/${command.name}`)),
  ];
}

function wordCases({ options, choices, commands }: CompletedCommand, path: string): readonly string[] {
  const words = [...commands.map(({ name }) => name), ...choices, ...options.flatMap(({ flags }) => flags)];
  return [
    `        "${path}") words="${words.join(" ")}" ;;`,
    ...commands.flatMap((command) => wordCases(command, `${path}/${command.name}`)),
  ];
}
