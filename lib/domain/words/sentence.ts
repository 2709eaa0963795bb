/** With its full stop, unless it has an end already. */
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
