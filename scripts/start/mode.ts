/** `dev`: pages are compiled as they are asked for, and the worker starts anew when its files change. */
export type Mode = 'start' | 'dev';
