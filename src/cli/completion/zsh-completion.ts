import type { CompletedCommand, CompletedOption } from "./completed-command.ts";

/** A script for zsh that completes a program: to be sourced, or a file of `fpath`. */
export function zshCompletion(program: CompletedCommand): string {
  const name = `_${program.name}`;
  return `#compdef ${program.name}
# zsh completion of ${program.name}
${functions(program, name).join("\n")}
if [[ \${funcstack[1]} == ${name} ]]; then ${name} "$@"; else compdef ${name} ${program.name}; fi
`;
}

function functions(command: CompletedCommand, name: string): readonly string[] {
  const own = command.commands.length === 0 ? leaf(command, name) : branch(command, name);
  return [own, ...command.commands.flatMap((below) => functions(below, `${name}_${below.name}`))];
}

function leaf({ options, choices }: CompletedCommand, name: string): string {
  const values = choices.length === 0 ? "_files" : `(${choices.join(" ")})`;
  return `${name}() {\n  _arguments -s \\\n${lines([...options.flatMap(optionSpecs), `'*:argument:${values}'`])}\n}`;
}

function branch({ options, commands }: CompletedCommand, name: string): string {
  const described = commands.map((one) => `${one.name}:${one.description.replaceAll(":", "\\:")}`).map(quoted);
  const cases = commands.map((one) => `      ${one.name}) ${name}_${one.name} ;;`);
  return `${name}() {
  local line state
  _arguments -C \\
${lines([...options.flatMap(optionSpecs), "'1:command:->command'", "'*::argument:->arguments'"])}
  case $state in
  command)
    local -a commands=(${described.join(" ")})
    _describe command commands ;;
  arguments)
    case $line[1] in
${cases.join("\n")}
    esac ;;
  esac
}`;
}

/** In the language of `_arguments`. */
function optionSpecs({ flags, takesValue, choices, isRepeated, description }: CompletedOption): readonly string[] {
  const values = choices.length === 0 ? "_files" : `(${choices.join(" ")})`;
  const value = takesValue ? `:value:${values}` : "";
  const others = isRepeated || flags.length === 1 ? "" : `(${flags.join(" ")})`;
  return flags.map((flag) => {
    const joint = !takesValue ? "" : flag.startsWith("--") ? "=" : "+";
    return quoted(`${isRepeated ? "*" : others}${flag}${joint}[${description.replace(/[[\]\\]/g, "\\$&")}]${value}`);
  });
}

function lines(specs: readonly string[]): string {
  return specs.map((spec) => `    ${spec}`).join(" \\\n");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
