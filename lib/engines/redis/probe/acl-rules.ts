/**
 * Whether the rules of ACL GETUSER (`-@all +scan +config|get`) let a command run. Later rules win, as in the server.
 * `categories` are those of COMMAND INFO, such as `@admin`.
 */
export const rulesAllow = (
  rules: string,
  command: { name: string; subcommand?: string; categories: readonly string[] },
): boolean => {
  const categories = new Set(command.categories.map((category) => category.toLowerCase()));
  let allowed = false;
  for (const rule of rules.toLowerCase().split(/\s+/)) {
    const subject = rule.slice(1);
    const [name, subcommand] = subject.split('|');
    const applies =
      subject === '@all' ||
      categories.has(subject) ||
      (name === command.name && (subcommand === undefined || subcommand === command.subcommand));
    if (rule === 'allcommands') allowed = true;
    else if (rule === 'nocommands') allowed = false;
    else if (applies && rule.startsWith('+')) allowed = true;
    else if (applies && rule.startsWith('-')) allowed = false;
  }
  return allowed;
};
