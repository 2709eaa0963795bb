import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts';

const plain = { nonce: 'abc', secure: false, development: false };

describe('contentSecurityPolicy', () => {
  it('lets nothing inline run, evaluate or be framed', () => {
    const policy = contentSecurityPolicy(plain);
    expect(policy).toContain(`script-src 'nonce-abc' 'strict-dynamic';`);
    expect(policy).toContain(`style-src 'self' 'nonce-abc';`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|upgrade-insecure|\*/);
  });

  it('asks for https only where the console is reached by it', () => {
    expect(contentSecurityPolicy({ ...plain, secure: true })).toContain('upgrade-insecure-requests');
    expect(securityHeaders(plain)).not.toHaveProperty('strict-transport-security');
    expect(securityHeaders({ ...plain, secure: true })).toHaveProperty('strict-transport-security');
  });
});
