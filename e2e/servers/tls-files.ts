import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type TlsFiles = {
  /** Paths. */
  ca: string;
  cert: string;
  key: string;
  clientCert: string;
  clientKey: string;
  /** Text of one of them. */
  pem(name: 'ca' | 'cert' | 'key' | 'clientCert' | 'clientKey'): string;
};

/** A certificate authority of its own in `dir`, a server certificate for `names` and one for a client. */
export const makeTlsFiles = (dir: string, options: { names?: string; expired?: boolean } = {}): TlsFiles => {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' });
  const file = (name: string) => join(dir, name);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '3650',
    '-subj',
    '/CN=Test CA',
  );
  const issue = (name: string, extensions: string) => {
    openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    writeFileSync(file(`${name}.ext`), extensions);
    const dates = ['-days', options.expired ? '-1' : '3650'];
    const sign = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`];
    openssl('x509', '-req', '-in', `${name}.csr`, ...sign, '-out', `${name}.crt`, ...dates);
  };
  issue('server', `subjectAltName=${options.names ?? 'DNS:localhost,IP:127.0.0.1'}`);
  issue('client', 'extendedKeyUsage=clientAuth');
  const paths = {
    ca: file('ca.crt'),
    cert: file('server.crt'),
    key: file('server.key'),
    clientCert: file('client.crt'),
    clientKey: file('client.key'),
  };
  return { ...paths, pem: (name) => readFileSync(paths[name], 'utf8') };
};
