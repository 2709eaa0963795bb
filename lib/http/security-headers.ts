type Surroundings = {
  nonce: string;
  /** Reached by https. */
  secure: boolean;
  /** `next dev` evaluates code and talks over a web socket. */
  development: boolean;
};

/**
 * Scripts run by nonce only (`strict-dynamic`: and what they load), styles from our files or with the nonce. There is
 * no `style-src-attr`: React sets styles from scripts, which the policy does not count; a `style` attribute in the
 * server's HTML is refused.
 */
export const contentSecurityPolicy = ({ nonce, secure, development }: Surroundings): string =>
  [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' ${development ? `'unsafe-inline'` : `'nonce-${nonce}'`}`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'${development ? ' ws:' : ''}`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`,
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');

/** Headers of every answer. */
export const securityHeaders = (surroundings: Surroundings): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy(surroundings),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  ...(surroundings.secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
});
