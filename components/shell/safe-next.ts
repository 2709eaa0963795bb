/** Where to go after signing in. */
const HOME = '/data-stores';

/**
 * A path of this site as given in `?next=`, else the home page. Texts that a browser would read as another site
 * (`//evil.example`, `/\evil.example`, `https:…`, also behind tabs and line breaks, which URLs drop) are not followed.
 */
export const safeNext = (next: string | string[] | undefined): string => {
  if (typeof next !== 'string' || !next.startsWith('/')) return HOME;
  const base = 'http://amber.invalid';
  const url = URL.parse(next, base);
  if (!url || url.origin !== base || url.pathname.startsWith('//')) return HOME;
  if (/^\/(sign-in|setup|api)(\/|$)/.test(url.pathname)) return HOME;
  return url.pathname + url.search + url.hash;
};
