/** `npm run dev`. Next replaces the variable when it builds. */
export const isDevelopment = (): boolean => process.env.NODE_ENV === 'development';
