import { isIP } from 'node:net';
import {
  type ConnectionOptions,
  checkServerIdentity,
  createSecureContext,
  getCACertificates,
  type SecureContext,
} from 'node:tls';
import type { TlsSettings } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';

let trusting: SecureContext | null = null;
/** Node's authorities and the system's. Parsing them takes tens of milliseconds: once a process. */
const systemTrust = (): SecureContext => {
  trusting ??= createSecureContext({ ca: [...getCACertificates('default'), ...getCACertificates('system')] });
  return trusting;
};

const secureContext = (tls: TlsSettings): SecureContext => {
  if (tls.ca === null && tls.clientCertificate === null) return systemTrust();
  const ca = tls.ca ?? [...getCACertificates('default'), ...getCACertificates('system')];
  try {
    return createSecureContext({
      ca,
      ...(tls.clientCertificate === null ? {} : { cert: tls.clientCertificate }),
      ...(tls.clientKey === null ? {} : { key: tls.clientKey }),
    });
  } catch (error) {
    throw new AmberError(
      'store-tls',
      'The CA certificate, client certificate or client key cannot be read. They must be PEM, and the key must belong to the certificate.',
      { cause: error },
    );
  }
};

/** The certificate is checked against the server name (or the host), never against the resolved address. */
export const tlsOptions = (host: string, tls: TlsSettings): ConnectionOptions => {
  const name = tls.serverName ?? host;
  return {
    secureContext: secureContext(tls),
    // SNI holds names only.
    servername: isIP(name) ? '' : name,
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  };
};
