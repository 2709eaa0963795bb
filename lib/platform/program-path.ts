/** Where programs are looked for: the PATH of this process. */
export const programPath = (): string => process.env.PATH ?? '';
